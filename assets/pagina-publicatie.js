/* A page shows one publication, from load to reload. With every question it says which one, so that the server
   answers from the same; when there is a newer one, a bar says so and the visitor decides when to go on. */
(function (root) {
  "use strict";
  const gka = (root.gka = root.gka || {});
  const SHOWN = "X-Publicatie"; // as gka_dash/web/current.py has them
  const NEWEST = "X-Publicatie-Nieuwste";
  const TOO_OLD = 409;

  /** The options of a question to the server, with the publication of this page. */
  gka.withPublication = (options) => {
    const headers = new Headers((options || {}).headers);
    headers.set(SHOWN, gka.readConfig().publicatie);
    return { ...options, headers };
  };

  /** What an answer says of other publications. Returns whether the page can go on with it. */
  gka.heardOfPublication = (answer) => {
    const newest = answer.headers.get(NEWEST);
    if (answer.status === TOO_OLD) tell("De gegevens van deze pagina zijn vervangen.");
    else if (newest) tell(`Er zijn nieuwe gegevens: ${newest}.`);
    return answer.status !== TOO_OLD;
  };

  function tell(text) {
    let bar = document.getElementById("nieuwe-gegevens");
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "nieuwe-gegevens";
      bar.className = "news";
      const words = document.createElement("span");
      words.setAttribute("role", "status");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = "Laad de pagina opnieuw";
      button.addEventListener("click", () => location.reload());
      bar.append(words, button);
      document.body.prepend(bar);
    }
    const words = bar.firstElementChild;
    if (words.textContent !== text) words.textContent = text;
  }
})(window);
