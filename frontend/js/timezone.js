// <select data-timezone>: the zone of this device, where it is on the list and nobody chose one yet.
import { each } from "./fragments.js";

each("[data-timezone]", (select) => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const here = [...select.options].find((option) => option.value === zone);
  if (here && !select.form?.querySelector("[data-errors]")) here.selected = true;
});
