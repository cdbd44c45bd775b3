// From the microphone to a WAV file with one channel and 16,000 samples a second, which every server can read.
const RATE = 16_000;
const LONGEST = 300_000;

/** Begins to record; `stop` ends it, and `done` is the file with how long it is. */
export async function record() {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(microphone);
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
  const timer = setTimeout(() => recorder.stop(), LONGEST);
  recorder.start();
  return { stop: () => recorder.state === "recording" && recorder.stop(), done: ended.then(finished) };

  async function finished() {
    clearTimeout(timer);
    for (const track of microphone.getTracks()) track.stop();
    const sound = await resampled(await new Blob(parts).arrayBuffer());
    const name = `voice-${Date.now()}.wav`;
    return { file: new File([wav(sound)], name, { type: "audio/wav" }), seconds: Math.round(sound.length / RATE) };
  }
}

async function resampled(bytes) {
  const heard = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
  const context = new OfflineAudioContext(1, Math.max(1, Math.ceil(heard.duration * RATE)), RATE);
  const source = new AudioBufferSourceNode(context, { buffer: heard });
  source.connect(context.destination);
  source.start();
  return (await context.startRendering()).getChannelData(0);
}

function wav(samples) {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const text = (at, letters) => [...letters].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, place) => view.setInt16(44 + place * 2, Math.max(-1, Math.min(1, sample)) * 0x7fff, true));
  return view;
}
