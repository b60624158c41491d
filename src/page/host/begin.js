// Where script runs, the figure that stands in the page comes to life; where anything fails, it stays as it is.

async function begin(root) {
  const started = performance.now();
  const program = await new Program(await loadFonts(root)).start(root);
  const page = new (root.dataset.kind === "figure" ? FigurePage : WindowPage)(root, program);
  page.open();
  root.classList.add("lrscope-live");
  root.lrscope = page;
  root.dataset.live = Math.round(performance.now() - started);
}

begin(HERE).catch((error) => {
  HERE.querySelectorAll("canvas, .lrscope-sliders").forEach((made) => made.remove());
  HERE.dataset.failed = error.message;
  console.error("lrscope:", error);
});
