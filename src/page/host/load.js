// What stands in the page, unpacked: the program, and the fonts that it is measured and drawn in.

// One array of bytes for each script of that class inside `root`.
function packed(root, name) {
  return [...root.querySelectorAll("script." + name)].map(async (script) => {
    const text = atob(script.textContent.trim());
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  });
}

// In the order of Font in scene/scene.h. Names of our own: the page around a figure may have an Inter of another kind.
const FONTS = [
  ["lrscope Inter", 400], ["lrscope Inter", 500], ["lrscope Inter", 600],
  ["lrscope JetBrains Mono", 400], ["lrscope JetBrains Mono", 500], ["lrscope JetBrains Mono", 600],
];
const FIRST_MONO = 3;

// A figure of 2048 or so units an em, which the font's head says.
function unitsPerEm(font) {
  const view = new DataView(font.buffer, font.byteOffset);
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    if (view.getUint32(entry) === 0x68656164) return view.getUint16(view.getUint32(entry + 8) + 18);
  }
  throw new Error("a font without a head");
}

async function loadFonts(root) {
  const files = await Promise.all(packed(root, "lrscope-font"));
  const ems = files.map(unitsPerEm);
  await Promise.all(files.map(async (file, i) => {
    const [family, weight] = FONTS[i];
    document.fonts.add(await new FontFace(family, file, { weight: String(weight) }).load());
  }));
  return ems;
}

// The program in memory of its own. Strings go in and out as UTF-8.
class Program {
  constructor(ems) {
    this.text = new Text(ems);
    this.decoder = new TextDecoder();
    this.encoder = new TextEncoder();
  }

  async start(root) {
    const bytes = await packed(root, "lrscope-program")[0];
    const module = await WebAssembly.compile(bytes);
    const imports = { host: { width: (font, at, count) => this.text.units(font, this.string(at, count)),
                              em: (font) => this.text.ems[font] } };
    // The C library asks for a system that is not there: "function not supported" is its answer to everything.
    for (const { module: room, name } of WebAssembly.Module.imports(module))
      if (room !== "host") (imports[room] ??= {})[name] = () => 52;
    Object.assign(imports.wasi_snapshot_preview1, {
      environ_sizes_get: (count, bytes) => {
        new Uint32Array(this.memory, count, 1)[0] = new Uint32Array(this.memory, bytes, 1)[0] = 0;
        return 0;
      },
      environ_get: () => 0,
      fd_prestat_get: () => 8, // no such file: there are no folders
      proc_exit: (status) => { throw new Error("lrscope ended with status " + status); },
      fd_write: (file, parts, count, written) => this.say(parts, count, written),
    });
    this.calls = (await WebAssembly.instantiate(module, imports)).exports;
    this.calls._initialize();
    return this;
  }

  get memory() { return this.calls.memory.buffer; }

  string(at, count) {
    const bytes = new Uint8Array(this.memory, at);
    return this.decoder.decode(bytes.subarray(0, count ?? bytes.indexOf(0)));
  }

  // Calls with strings in the places of strings; `reads`: the answer is one too.
  call(name, ...args) {
    const owned = [];
    const given = args.map((value) => {
      if (typeof value !== "string" && !(value instanceof Uint8Array)) return value ?? 0;
      const bytes = typeof value === "string" ? this.encoder.encode(value + "\0") : value;
      const at = this.calls.malloc(bytes.length);
      new Uint8Array(this.memory, at, bytes.length).set(bytes);
      owned.push(at);
      return at;
    });
    const answer = this.calls[name](...given);
    owned.forEach((at) => this.calls.free(at));
    return answer;
  }

  read(name, ...args) { return this.string(this.call(name, ...args)); }

  say(parts, count, written) {
    const view = new DataView(this.memory);
    let all = 0;
    for (let i = 0; i < count; i++) {
      const at = view.getUint32(parts + 8 * i, true), length = view.getUint32(parts + 8 * i + 4, true);
      console.warn(this.string(at, length));
      all += length;
    }
    view.setUint32(written, all, true);
    return 0;
  }
}
