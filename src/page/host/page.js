// What a figure, the window and a lesson have in common: a canvas that is painted anew when something has happened, the
// state outside the picture, the link, copying and saving.

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class Page {
  constructor(root, program) {
    this.root = root;
    this.program = program;
    this.canvas = element("canvas", { className: "lrscope-canvas" });
    this.said = element("p", { className: "lrscope-said", ariaLive: "polite" });
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.changed = false;
  }

  scenario() { return this.root.querySelector("metadata").textContent.trim(); }

  // `handle` is the page's in the program.
  begin(handle) {
    this.handle = handle;
    this.painter = new Painter(this.program, this.canvas);
    const refusal = this.program.read("page_refusal", handle);
    if (refusal) throw new Error(refusal);
    const prefer = () => {
      this.program.call("page_prefer", handle, this.dark.matches, this.still.matches);
      this.change();
    };
    this.dark.addEventListener("change", prefer);
    this.still.addEventListener("change", prefer);
    this.program.call("page_prefer", handle, this.dark.matches, this.still.matches);
    this.takeLink();
    addEventListener("hashchange", () => this.takeLink());
    addEventListener("beforeprint", () => this.print());
    new ResizeObserver(() => this.resize()).observe(this.root);
  }

  // Painted once before the next picture of the screen, however much has happened.
  change() {
    if (this.changed) return;
    this.changed = true;
    requestAnimationFrame(() => this.show());
  }

  show() {
    this.changed = false;
    const scene = this.program.call("page_draw", this.handle);
    this.painter.paint(scene, devicePixelRatio || 1);
    this.state = JSON.parse(this.program.read("page_state", this.handle));
    for (const name of ["background", "text", "muted", "accent", "edge"])
      this.root.style.setProperty("--lrscope-" + name, this.state[name]);
    this.canvas.style.width = this.state.width + "px";
    this.canvas.style.height = this.state.height + "px";
    this.state.files.forEach(({ name, content }) => this.save(name, content));
    this.told();
    this.sayLater();
  }

  told() {}

  // For people who do not see it: when it has come to rest.
  sayLater() {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      if (this.said.textContent !== this.state.description) this.said.textContent = this.state.description;
      this.canvas.setAttribute("aria-label", this.state.description);
      this.keepLink();
    }, 400);
  }

  takeLink() {
    const link = location.hash.slice(1);
    if (this.own || !link.includes("=") || link === this.kept) return;
    this.program.call("page_assign", this.handle, link);
    this.change();
  }

  // Several figures in one page share its link, so that none may keep its state there.
  keepLink() {
    if (document.querySelectorAll(".lrscope").length > 1 || this.state.link === (this.kept ?? "")) return;
    this.kept = this.state.link;
    try { history.replaceState(null, "", "#" + this.kept); } catch { /* a frame that may not */ }
  }

  async copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = element("textarea", { value: text });
      this.root.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    if (!button) return;
    const words = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 1500);
  }

  save(name, base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    this.saveBytes(name, bytes);
  }

  saveBytes(name, content) {
    const link = element("a", { href: URL.createObjectURL(new Blob([content])), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  svg() {
    return this.program.read("page_svg", this.handle)
      .replaceAll('"Inter,', "\"'lrscope Inter',Inter,").replaceAll('"JetBrains Mono,', "\"'lrscope JetBrains Mono','JetBrains Mono',");
  }

  // Paper takes the drawing, not the pixels.
  print() {
    this.paper ??= this.root.appendChild(element("div", { className: "lrscope-paper" }));
    this.paper.innerHTML = this.svg();
  }
}

// Where clicks, keys and texts go in the program: ui/input.h.
const INPUT = { NONE: 0, MOVE: 1, LEAVE: 2, PRESS: 3, RELEASE: 4, WHEEL: 5, KEY: 6, KEY_UP: 7, TEXT: 8, DROP: 9, PASTE: 10,
                TIME: 11 };
