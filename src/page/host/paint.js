// A scene's commands on a canvas, and how wide its text is.

const MONO_THIN_SPACE = 0.45; // of a cell, as in paint/fonts.h: JetBrains Mono has no thin space
const KNOWN_TEXTS = 4000;

class Text {
  constructor(ems) {
    this.ems = ems;
    this.known = new Map();
    this.context = document.createElement("canvas").getContext("2d");
    this.context.textRendering = "geometricPrecision";
  }

  static font(font, size) {
    const [family, weight] = FONTS[font];
    const other = FONTS[(font + FIRST_MONO) % FONTS.length][0];
    return `${weight} ${size}px "${family}", "${other}", sans-serif`;
  }

  // Text of one font is measured at the size of its own units, where widths are whole numbers: so they are the same in
  // every browser, and those of the native program.
  units(font, text) {
    const key = font + text, known = this.known.get(key);
    if (known !== undefined) return known;
    this.context.font = Text.font(font, this.ems[font]);
    const measure = (part) => Math.round(this.context.measureText(part).width);
    let units;
    if (font < FIRST_MONO) {
      units = measure(text);
    } else {
      const parts = text.split("\u2009");
      units = parts.reduce((sum, part) => sum + (part ? measure(part) : 0), 0);
      if (parts.length > 1) units += (parts.length - 1) * MONO_THIN_SPACE * measure(" ");
    }
    if (this.known.size > KNOWN_TEXTS) this.known.clear();
    this.known.set(key, units);
    return units;
  }

  width(font, size, text) { return this.units(font, text) * size / this.ems[font]; }
}

function css(color) {
  return `rgb(${color >>> 24} ${color >>> 16 & 255} ${color >>> 8 & 255} / ${(color & 255) / 255})`;
}

class Painter {
  constructor(program, canvas) {
    this.program = program;
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.dashes = new Map();
    this.room = program.calls.malloc(32);
  }

  // Lengths of a dash pattern, as scene_dash gives them.
  dash(dash, width) {
    const key = dash + ":" + width;
    if (!this.dashes.has(key)) {
      const count = this.program.calls.scene_dash(dash, width, this.room);
      this.dashes.set(key, [...new Float64Array(this.program.memory, this.room, count)]);
    }
    return this.dashes.get(key);
  }

  // Offsets as src/page/layout.c holds them.
  paint(scene, density) {
    const view = new DataView(this.program.memory), context = this.context;
    const data = view.getUint32(scene, true), length = view.getUint32(scene + 4, true);
    const width = view.getFloat64(scene + 16, true), height = view.getFloat64(scene + 24, true);
    const background = view.getUint32(scene + 36, true);
    const across = Math.round(width * density), down = Math.round(height * density);
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across;
      this.canvas.height = down;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.textRendering = "geometricPrecision";
    context.clearRect(0, 0, width, height);
    if (background & 255) {
      context.fillStyle = css(background);
      context.fillRect(0, 0, width, height);
    }
    context.save();
    for (let at = data; at < data + length; at += view.getUint32(at + 4, true)) this.command(view, at);
    context.restore();
  }

  command(view, at) {
    const kind = view.getUint32(at, true);
    if (kind === 1) this.clip(view, at);
    if (kind === 2) this.box(view, at);
    if (kind === 3 || kind === 4 || kind === 5) this.points(view, at, kind);
    if (kind === 6) this.string(view, at);
  }

  clip(view, at) {
    const [x, y, w, h] = new Float64Array(view.buffer, at + 16, 4);
    this.context.restore();
    this.context.save();
    if (w <= 0) return;
    this.context.beginPath();
    this.context.rect(x, y, w, h);
    this.context.clip();
  }

  stroke(view, at) {
    const color = view.getUint32(at + 56, true), width = view.getFloat64(at + 64, true);
    if (!(color & 255) || width <= 0) return 0;
    const context = this.context, round = view.getUint32(at + 76, true);
    context.strokeStyle = css(color);
    context.lineWidth = width;
    context.lineCap = round ? "round" : "butt";
    context.lineJoin = round ? "round" : "miter";
    context.setLineDash(this.dash(view.getUint32(at + 72, true), width));
    return width;
  }

  // The stroke lies inside the box's edge, the fill reaches to the stroke's middle.
  box(view, at) {
    const [x, y, w, h, radius] = new Float64Array(view.buffer, at + 16, 5);
    const context = this.context, fill = view.getUint32(at + 80, true), inset = this.stroke(view, at) / 2;
    context.beginPath();
    context.roundRect(x + inset, y + inset, w - 2 * inset, h - 2 * inset,
                      Math.max(0, Math.min(radius - inset, w / 2 - inset, h / 2 - inset)));
    context.fillStyle = css(fill);
    if (fill & 255) context.fill();
    if (inset) context.stroke();
  }

  points(view, at, kind) {
    const count = view.getUint32(at + 8, true), points = new Float64Array(view.buffer, at + 112, 2 * count);
    const context = this.context, pairs = kind === 4;
    context.beginPath();
    for (let i = 0; i < count; i++)
      context[i === 0 || (pairs && i % 2 === 0) ? "moveTo" : "lineTo"](points[2 * i], points[2 * i + 1]);
    if (kind === 5) {
      context.fillStyle = css(view.getUint32(at + 80, true));
      context.fill();
    } else if (this.stroke(view, at)) {
      context.stroke();
    }
  }

  string(view, at) {
    const words = this.program.string(at + 112, view.getUint32(at + 8, true));
    const font = view.getUint32(at + 84, true), size = view.getFloat64(at + 88, true);
    const align = view.getUint32(at + 12, true), context = this.context, text = this.program.text;
    let x = view.getFloat64(at + 96, true);
    if (align) x -= text.width(font, size, words) / (align === 1 ? 2 : 1);
    context.font = Text.font(font, size);
    context.fillStyle = css(view.getUint32(at + 80, true));
    const parts = font < FIRST_MONO ? [words] : words.split("\u2009");
    for (const part of parts) {
      context.fillText(part, x, view.getFloat64(at + 104, true));
      x += text.width(font, size, part) + MONO_THIN_SPACE * (parts.length > 1 ? text.width(font, size, " ") : 0);
    }
  }
}
