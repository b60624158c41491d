"""What a page does in a real browser: the distribution's Chromium, without a window.

A test is a page of lrscope with one more script, which waits until the page is live and leaves what it found in the
document as JSON.
"""
import json
import os
import re
import shutil
import subprocess
import tempfile

WAIT = """
<script>
addEventListener("load", async () => {
  const root = document.querySelector(".lrscope"), out = document.createElement("pre");
  const tell = (found) => { out.id = "found"; out.textContent = JSON.stringify(found); document.body.append(out); };
  try {
    for (let i = 0; i < 400 && !root.dataset.live && !root.dataset.failed; i++)
      await new Promise((done) => setTimeout(done, 25));
    const page = root.lrscope;
    tell({ live: root.dataset.live, failed: root.dataset.failed, found: await (async () => { %s })() });
  } catch (error) { tell({ failed: String(error.stack) }); }
});
</script>
"""


def run(page, script, size=(1280, 800), extra=()):
    """The page's HTML with the script at its end, opened from a file; what the script returns."""
    folder = tempfile.mkdtemp(prefix="lrscope-page-")
    try:
        path = os.path.join(folder, "page.html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(page.replace("</body>", WAIT % script + "</body>"))
        browser = shutil.which("chromium") or "chromium"
        call = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + os.path.join(folder, "profile"),
                "--window-size=%d,%d" % size, "--virtual-time-budget=60000", *extra, "--dump-dom", "file://" + path]
        done = subprocess.run(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False)
        found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout.decode("utf-8"), re.S)
        if not found:
            raise AssertionError("the page told nothing: " + done.stderr.decode("utf-8", "replace")[-2000:])
        text = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        answer = json.loads(text)
        if answer.get("failed"):
            raise AssertionError(answer["failed"])
        return answer
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lrscope(program, *args):
    done = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise AssertionError("%s: %s" % (args, done.stderr.decode()))
    return done.stdout.decode("utf-8")
