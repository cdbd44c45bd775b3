// The door of a gathering comes only where there is one; its reader of codes is large.
import { each } from "./fragments.js";

each("[data-door]", async (door) => {
  const { watch } = await import("./door_watch.js");
  watch(door);
});
