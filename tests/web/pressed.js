() => {
  const MOST = 44;
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const text = ".skip, .hush, dialog:not([open]), p, figcaption, .prose, thead";
  const inside = "td, .bubble, .member-title";

  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.closest(text);
  const height = (one) => {
    const own = one.closest("label") ?? one;
    own.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = own.getBoundingClientRect();
    const [x, y] = [Math.min(Math.max(box.left + Math.min(box.width / 2, 60), 0), innerWidth - 1), box.top + box.height / 2];
    const hit = (away) => {
      const found = document.elementFromPoint(x, y + away);
      return Boolean(found) && (own.contains(found) || Boolean(found.closest("label")?.contains(one)));
    };
    let [up, down] = [0, 0];
    while (up < MOST / 2 && hit(-up - 1)) up++;
    while (down < MOST / 2 && hit(down + 1)) down++;
    return hit(0) ? Math.min(up + down + 1, MOST) : 0;
  };

  return [...document.querySelectorAll(controls)].filter(seen).map((one) => ({
    said: one.outerHTML.replace(/\s+/g, " ").slice(0, 160),
    inside: Boolean(one.closest(inside)),
    height: height(one) + 1 >= MOST ? MOST : height(one),
  }));
};
