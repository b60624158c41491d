// The whole window on one canvas: hands become inputs, as window/events.c makes them of SDL's.

const KEYS = { Tab: 256, Enter: 257, Escape: 258, Backspace: 259, Delete: 260, ArrowLeft: 261, ArrowRight: 262, ArrowUp: 263,
               ArrowDown: 264, PageUp: 265, PageDown: 266, Home: 267, End: 268, " ": 269 };
const FIRST_FUNCTION_KEY = 270;
const CURSORS = ["default", "pointer", "text", "ew-resize", "move"];
const LEAST_WIDTH = 960; // of the window; a narrower page shows it smaller
const NOTCHES_OF_A_PINCH = 12;
const LONG_PRESS = 600;
// What a browser needs itself.
const BROWSERS_OWN = new Set(["r", "t", "w", "n", "l", "d", "j", "u", "p"]);

class WindowPage extends Page {
  open() {
    const lesson = this.root.querySelector(".lrscope-lesson");
    // Phones show their keyboard for a field only.
    this.field = element("textarea", { className: "lrscope-field", ariaHidden: "true", tabIndex: -1, autocapitalize: "off",
                                       autocomplete: "off", spellcheck: false });
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-roledescription", "learning-rate curve; Esc and then Tab leaves it");
    this.root.append(this.canvas, this.field, this.said);
    if (lesson) this.root.append(this.handIn());
    this.touches = new Map();
    this.begin(lesson ? this.program.call("page_open_lesson", this.scenario(), lesson.textContent)
                      : this.program.call("page_open_window", this.scenario()));
    this.lesson = Boolean(lesson);
    this.listen();
    this.resize();
    if (!this.root.dataset.fragment) this.canvas.focus();
  }

  // A student's answers are a line of text, to be sent by any way.
  handIn() {
    const button = (words, act) => {
      const made = element("button", { type: "button" }, words);
      made.addEventListener("click", () => act(made));
      return made;
    };
    const name = () => "answers-" + Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16)).join("");
    this.answers = element("div", { className: "lrscope-answers" },
      element("span", {}, "Your answers"),
      button("Copy", (made) => this.copy(this.state.answers, made)),
      button("Save", () => this.saveBytes(name() + ".txt", this.state.answers + "\n")));
    return this.answers;
  }

  resize() {
    const whole = this.root.parentElement === document.body && !this.root.dataset.fragment;
    const width = this.root.clientWidth;
    const height = whole ? innerHeight - (this.answers?.offsetHeight ?? 0) : Math.max(360, Math.round(width * 9 / 16));
    this.scale = Math.min(1, width / LEAST_WIDTH);
    this.program.call("page_resize", this.handle, width / this.scale, height / this.scale);
    this.change();
  }

  told() {
    this.canvas.style.width = this.state.width * this.scale + "px";
    this.canvas.style.height = this.state.height * this.scale + "px";
    this.canvas.style.cursor = CURSORS[this.state.cursor];
    if (this.state.copy) this.copy(this.state.copy);
    if (this.state.typing !== this.typing) {
      this.typing = this.state.typing;
      (this.typing ? this.field : this.canvas).focus({ preventScroll: true });
    }
    if (this.state.fullscreen !== Boolean(document.fullscreenElement) && this.state.fullscreen !== this.asked) {
      this.asked = this.state.fullscreen;
      const asking = !this.asked ? document.exitFullscreen?.() : navigator.userActivation?.isActive ? this.root.requestFullscreen?.() : null;
      asking?.catch(() => {});
    }
    if (this.answers) {
      const given = Boolean(this.state.answers);
      this.answers.querySelectorAll("button").forEach((button) => { button.disabled = !given; });
      this.answers.firstChild.textContent = given ? "Your answers so far" : "Nothing answered yet";
    }
    clearTimeout(this.timer);
    const wait = this.state.deadline * 1000 - performance.now();
    if (this.state.deadline > 0) this.timer = setTimeout(() => this.feed(INPUT.TIME), Math.max(0, wait));
  }

  feed(kind, { x = 0, y = 0, button = 0, clicks = 0, wheelX = 0, wheelY = 0, key = 0, words = null, flags = 0 } = {}) {
    this.program.call("page_input", this.handle, kind, x / this.scale, y / this.scale, button, clicks, wheelX, wheelY, key,
                      flags, words, performance.now() / 1000);
    this.change();
  }

  listen() {
    const on = (name, act, target = this.canvas) => target.addEventListener(name, (event) => act.call(this, event));
    on("pointermove", this.move);
    on("pointerdown", this.press);
    on("pointerup", this.release);
    on("pointercancel", this.release);
    on("pointerleave", (event) => { if (!event.buttons) this.feed(INPUT.LEAVE); });
    on("wheel", this.wheel);
    on("contextmenu", (event) => event.preventDefault());
    on("dragover", (event) => event.preventDefault());
    on("drop", this.drop);
    for (const target of [this.canvas, this.field]) {
      on("keydown", this.keyDown, target);
      on("keyup", (event) => this.feed(INPUT.KEY_UP, { key: this.key(event), flags: this.flags(event) }), target);
    }
    on("input", this.typed, this.field);
    on("paste", this.paste, document);
    on("fullscreenchange", () => { if (!document.fullscreenElement) this.asked = false; this.resize(); }, document);
  }

  flags(event) {
    return (event.shiftKey ? 1 : 0) | (event.ctrlKey || event.metaKey ? 2 : 0) | (event.altKey ? 4 : 0);
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.x, y: event.clientY - box.y, flags: this.flags(event) };
  }

  move(event) {
    const place = this.place(event);
    if (event.pointerType === "touch" && this.touches.has(event.pointerId)) {
      const before = this.spread();
      this.touches.set(event.pointerId, place);
      if (this.touches.size === 2) return this.pinch(before);
      if (this.pressed && Math.hypot(place.x - this.pressed.x, place.y - this.pressed.y) > 8) clearTimeout(this.longPress);
    }
    this.feed(INPUT.MOVE, place);
  }

  // How far two fingers are apart, and the place between them.
  spread() {
    const [one, other] = [...this.touches.values()];
    return other && { apart: Math.hypot(one.x - other.x, one.y - other.y), x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  }

  pinch(before) {
    const { apart, x, y } = this.spread();
    const notches = (apart - before.apart) / Math.max(320, this.canvas.clientWidth) * NOTCHES_OF_A_PINCH;
    this.feed(INPUT.WHEEL, { x, y, wheelY: notches, flags: 2 | 8 });
  }

  press(event) {
    const place = this.place(event), touch = event.pointerType === "touch";
    event.preventDefault();
    if (!this.typing) this.canvas.focus({ preventScroll: true });
    try { this.canvas.setPointerCapture(event.pointerId); } catch { /* made by a test */ }
    if (touch) this.touches.set(event.pointerId, place);
    if (this.touches.size > 1) return this.feed(INPUT.RELEASE, { ...this.pressed, button: 1 });
    const near = this.pressed && Math.hypot(place.x - this.pressed.x, place.y - this.pressed.y) < (touch ? 24 : 5);
    const clicks = near && event.timeStamp - this.pressed.time < 400 ? 2 : 1;
    this.pressed = { ...place, time: event.timeStamp };
    this.feed(INPUT.MOVE, place);
    this.feed(INPUT.PRESS, { ...place, button: [1, 2, 3][event.button] ?? 1, clicks });
    clearTimeout(this.longPress);
    if (touch) this.longPress = setTimeout(() => this.help(), LONG_PRESS);
  }

  // A finger that stays is a pointer that hovers: what it is on is explained.
  help() {
    this.feed(INPUT.RELEASE, { ...this.pressed, button: 1 });
    this.feed(INPUT.MOVE, this.pressed);
    this.feed(INPUT.TIME);
  }

  release(event) {
    clearTimeout(this.longPress);
    const several = this.touches.size > 1;
    this.touches.delete(event.pointerId);
    if (several) return;
    this.feed(INPUT.RELEASE, { ...this.place(event), button: [1, 2, 3][event.button] ?? 1 });
    if (event.pointerType === "touch") this.feed(INPUT.LEAVE);
  }

  wheel(event) {
    const notch = event.deltaMode === 1 ? 3 : 100, smooth = event.deltaMode === 0 && Math.abs(event.deltaY) < 50;
    if (!this.lesson || event.ctrlKey) event.preventDefault();
    this.feed(INPUT.WHEEL, { ...this.place(event), wheelX: -event.deltaX / notch, wheelY: -event.deltaY / notch,
                             flags: this.flags(event) | (smooth ? 8 : 0) });
  }

  key(event) {
    if (KEYS[event.key]) return KEYS[event.key];
    if (/^F([1-9]|1[0-2])$/.test(event.key)) return FIRST_FUNCTION_KEY + Number(event.key.slice(1)) - 1;
    const letter = event.key.toLowerCase();
    return letter.length === 1 && letter > " " && letter < "\x7f" ? letter.charCodeAt(0) : 0;
  }

  keyDown(event) {
    const key = this.key(event), leaves = event.key === "Tab" && this.escaped;
    const command = event.ctrlKey || event.metaKey;
    this.escaped = event.key === "Escape" || (this.escaped && event.key === "Shift");
    if (!key || leaves || (command && BROWSERS_OWN.has(event.key.toLowerCase())) || event.key === "F12") return;
    const pastes = command && event.key.toLowerCase() === "v";
    const types = this.typing && event.key.length === 1 && !command;
    if (pastes) return;
    if (!types) event.preventDefault();
    this.feed(INPUT.KEY, { key, flags: this.flags(event) });
    if (types && event.target !== this.field) this.feed(INPUT.TEXT, { words: event.key });
  }

  typed() {
    const words = this.field.value;
    this.field.value = "";
    if (words) this.feed(INPUT.TEXT, { words });
  }

  paste(event) {
    if (document.activeElement !== this.canvas && document.activeElement !== this.field) return;
    event.preventDefault();
    this.feed(INPUT.PASTE, { words: event.clipboardData.getData("text") });
  }

  async drop(event) {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (!file) return;
    this.program.call("page_drop", file.name, new Uint8Array(await file.arrayBuffer()), file.size);
    this.feed(INPUT.DROP, { words: file.name });
  }
}
