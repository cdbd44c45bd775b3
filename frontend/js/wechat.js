// <form data-wechat-pay="{…}">: inside of WeChat the payment opens right here, at once when the buyer comes back to #pay.
// With data-wechat-call="…" WeChat is asked for something else, at once; the form is sent when that was shown.
// Elsewhere, or once WeChat could not open it, the form is sent as it is.
import { each } from "./fragments.js";

const bridge = () =>
  new Promise((ready) => {
    if (window.WeixinJSBridge) ready(window.WeixinJSBridge);
    else document.addEventListener("WeixinJSBridgeReady", () => ready(window.WeixinJSBridge), { once: true });
  });

each("form[data-wechat-pay]", async (form) => {
  const { wechatPay: words, wechatCall: call } = form.dataset;
  if (!words) return;
  const wechat = await bridge();
  const told = ({ err_msg: word }) => {
    if (word.endsWith(":ok") && call) form.submit();
    if (word.endsWith(":ok")) form.hidden = true;
    if (/:(ok|cancel)$/.test(word)) return;
    form.removeEventListener("submit", instead);
    form.querySelector("[data-wechat-failed]").hidden = false;
  };
  const pay = () => wechat.invoke(call || "getBrandWCPayRequest", JSON.parse(words), told);
  const instead = (event) => {
    event.preventDefault();
    pay();
  };
  form.addEventListener("submit", instead);
  if (!call && location.hash !== "#pay") return;
  history.replaceState(null, "", call ? form.action : location.pathname);
  pay();
});
