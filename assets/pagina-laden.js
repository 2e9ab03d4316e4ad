/* Scripts that most visitors do without: each is fetched once, when somebody first asks for it. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const asked = {};

  /** The script with this name, ready for use; after a failure the next call tries again. */
  gka.script = (name) => {
    asked[name] = asked[name] || new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = gka.readConfig().bestanden[name];
      script.addEventListener("load", done);
      script.addEventListener("error", () => {
        delete asked[name];
        script.remove();
        fail(new Error(`no script ${name}`));
      });
      document.head.append(script);
    });
    return asked[name];
  };
})(window);
