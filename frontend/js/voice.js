// A press records, another keeps it beside what is typed; it is sent like any file. Where nothing is typed, it stands for Send.
import { each } from "./fragments.js";

each("[data-voice]", (button) => {
  if (!navigator.mediaDevices || !globalThis.MediaRecorder) return;
  const { form } = button;
  const send = form.querySelector("button:not([type])");
  const files = form.querySelector("input[type=file]");
  const show = () => {
    const nothing = !form.elements.text.value.trim() && !files.files.length;
    button.hidden = !nothing;
    send.hidden = nothing;
  };
  let recorder = null;

  button.addEventListener("click", async () => {
    if (recorder) return recorder.stop();
    const { record } = await import("./voice_record.js");
    try {
      recorder = await record();
      button.dataset.recording = "";
      button.lastElementChild.textContent = button.dataset.voiceStop;
      keep(await recorder.done);
    } catch {
      note(button.dataset.voiceRefused);
    }
    recorder = null;
    delete button.dataset.recording;
    show();
  });

  function keep({ file, seconds }) {
    const kept = new DataTransfer();
    kept.items.add(file);
    files.files = kept.files;
    note(`${button.dataset.voiceKept} ${seconds}`);
  }
  const note = (text) => (form.querySelector(".composer-note, .field-error").textContent = text);

  for (const kind of ["input", "reset", "change"]) form.addEventListener(kind, () => setTimeout(show));
  show();
});
