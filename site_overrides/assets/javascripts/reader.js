/* Reader's choices: dark or light, large type; remembered where the browser allows it. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");

  function recall(name) {
    try { return window.localStorage.getItem("anliku." + name); } catch (error) { return null; } // storage may be forbidden
  }
  function remember(name, value) {
    try { window.localStorage.setItem("anliku." + name, value); } catch (error) { return false; }
    return true;
  }
  var prefersDark = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches;
  var state = {
    dark: recall("dark") === null ? prefersDark : recall("dark") === "1",
    size: recall("size") === "1"
  };
  function apply() {
    root.setAttribute("data-ak-theme", state.dark ? "dark" : "light");
    root.setAttribute("data-ak-size", state.size ? "large" : "normal");
  }
  apply();

  document.addEventListener("DOMContentLoaded", function () {
    Array.prototype.forEach.call(document.querySelectorAll("[data-ak-tool]"), function (button) {
      var name = button.getAttribute("data-ak-tool");
      button.hidden = false;
      button.setAttribute("aria-pressed", String(state[name]));
      button.addEventListener("click", function () {
        state[name] = !state[name];
        button.setAttribute("aria-pressed", String(state[name]));
        remember(name, state[name] ? "1" : "0");
        apply();
      });
    });
    var hint = document.querySelector("[data-ak-wechat]");
    if (hint && /MicroMessenger/i.test(navigator.userAgent)) hint.hidden = false;
  });
})();
