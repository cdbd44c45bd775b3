// <form data-wechat-pay="{…}">: inside of WeChat the payment opens right here, at once when the buyer comes back to #pay.
// Elsewhere, or once WeChat could not open it, the form is sent as it is.
import { each } from "./fragments.js";

const bridge = () =>
  new Promise((ready) => {
    if (window.WeixinJSBridge) ready(window.WeixinJSBridge);
    else document.addEventListener("WeixinJSBridgeReady", () => ready(window.WeixinJSBridge), { once: true });
  });

each("form[data-wechat-pay]", async (form) => {
  if (!form.dataset.wechatPay) return;
  const wechat = await bridge();
  const told = ({ err_msg: word }) => {
    if (word.endsWith(":ok")) form.hidden = true;
    if (!word.endsWith(":fail")) return;
    form.removeEventListener("submit", instead);
    form.querySelector("[data-wechat-failed]").hidden = false;
  };
  const pay = () => wechat.invoke("getBrandWCPayRequest", JSON.parse(form.dataset.wechatPay), told);
  const instead = (event) => {
    event.preventDefault();
    pay();
  };
  form.addEventListener("submit", instead);
  if (location.hash !== "#pay") return;
  history.replaceState(null, "", location.pathname);
  pay();
});
