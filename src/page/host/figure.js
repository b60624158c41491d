// A figure with its sliders, which are the browser's own: hands, keys and screen readers know them.

const TRACK = 1000;
const PADDING = 8; // around the figure, as page.css has it

class FigurePage extends Page {
  open() {
    const sliders = this.root.dataset.sliders ?? "";
    this.list = element("div", { className: "lrscope-sliders" });
    this.begin(this.program.call("page_open_figure", this.scenario(), sliders));
    this.state = JSON.parse(this.program.read("page_state", this.handle));
    this.rows = this.state.sliders.map((slider, i) => this.row(slider, i));
    this.list.append(...this.rows.map((row) => row.box));
    this.list.append(this.buttons());
    this.canvas.setAttribute("role", "img");
    this.root.append(this.canvas, this.list, this.said);
    this.canvas.addEventListener("pointermove", (event) => this.point(event, INPUT.MOVE));
    this.canvas.addEventListener("pointerdown", (event) => this.point(event, INPUT.MOVE));
    this.canvas.addEventListener("pointerleave", (event) => this.point(event, INPUT.LEAVE));
    this.resize();
  }

  row(slider, i) {
    const id = "lrscope-" + Math.random().toString(36).slice(2);
    const range = element("input", { type: "range", id, min: 0, max: TRACK, step: "any" });
    const value = element("input", { type: "text", className: "lrscope-value", ariaLabel: slider.key });
    const why = element("span", { className: "lrscope-why" });
    range.addEventListener("input", () => this.put("page_slide", i, range.value / TRACK));
    range.addEventListener("keydown", (event) => this.step(event, i));
    value.addEventListener("change", () => this.put("page_put", i, value.value));
    const label = element("label", { htmlFor: id, title: slider.help }, slider.key);
    return { box: element("div", { className: "lrscope-slider" }, label, range, value, why), range, value, why };
  }

  // The keys step along pleasant numbers, as in the window.
  step(event, i) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.put("page_step", i, event.shiftKey ? steps / 10 : steps);
  }

  put(call, i, value) {
    const taken = this.program.call(call, this.handle, i, value);
    this.rows[i].why.textContent = taken ? "" : this.program.read("page_refusal", this.handle);
    this.change();
  }

  buttons() {
    const button = (words, title, act) => {
      const made = element("button", { type: "button", title }, words);
      made.addEventListener("click", () => act(made));
      return made;
    };
    return element("div", { className: "lrscope-buttons" },
      button("Reset", "Back to the figure as it was", () => {
        this.program.call("page_reset", this.handle);
        this.rows.forEach((row) => { row.why.textContent = ""; });
        this.change();
      }),
      button("Copy link", "The address of this page with these values", (made) => {
        this.keepLink();
        this.copy(location.href.split("#")[0] + "#" + this.state.link, made);
      }),
      button("Save SVG", "This picture as a file", () => this.saveBytes("lrscope.svg", this.svg())),
      button("Save scenario", "A file that lrscope opens: lrscope scenario.yaml", () =>
        this.saveBytes("scenario.yaml", this.program.read("page_scenario", this.handle))));
  }

  point(event, kind) {
    const box = this.canvas.getBoundingClientRect();
    this.program.call("page_input", this.handle, kind, event.clientX - box.x, event.clientY - box.y, 0, 0, 0, 0, 0, 0,
                      null, event.timeStamp / 1000);
    this.change();
  }

  resize() {
    this.program.call("page_resize", this.handle, this.root.clientWidth - 2 * PADDING, 0);
    this.change();
  }

  told() {
    this.state.sliders.forEach((slider, i) => {
      const { range, value } = this.rows[i];
      range.value = TRACK * slider.position;
      range.disabled = value.disabled = !slider.applies;
      range.setAttribute("aria-valuetext", `${slider.value} ${slider.unit}`.trim());
      if (document.activeElement !== value || value.value === "") value.value = slider.value;
    });
  }
}
