// The camera of a phone as a reader of codes.
import { frameLoop, QRCanvas, rearCamera } from "qr/dom.js";

const AGAIN_AFTER = 3000;
const NO_CAMERA = ["NotAllowedError", "NotFoundError"]; // refused, or none there: asking again would not help

/** Shows what the camera sees and hands every code that stands in it to `take`; without a camera nothing happens. */
export async function look(video, take) {
  if (!navigator.mediaDevices) return;
  video.hidden = false;
  try {
    read(await rearCamera(video), video, take);
  } catch (error) {
    video.hidden = true; // another program may have it for a moment
    if (!NO_CAMERA.includes(error.name)) setTimeout(look, AGAIN_AFTER, video, take);
  }
}

function read(camera, video, take) {
  const canvas = new QRCanvas();
  let reading = false;
  const stop = frameLoop(async () => {
    if (reading) return;
    reading = true;
    const text = await camera.readFrame(canvas, true).finally(() => (reading = false));
    if (text) take(String(text));
  }, video);
  addEventListener("pagehide", () => {
    stop();
    camera.stop();
  });
}
