// Everything works without script; this makes it quick. Each module enhances what it finds, now and in later fragments.
import "./fragments.js";
import "./bulk.js";
import "./charts.js";
import "./composer.js";
import "./clear.js";
import "./copy.js";
import "./dialog.js";
import "./live.js";
import "./menu.js";
import "./preferences.js";
import "./print.js";
import "./search.js";
import "./talk.js";
import "./timezone.js";
import "./toasts.js";
