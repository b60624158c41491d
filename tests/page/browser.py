"""Pages in a real browser: the distribution's Chromium, without a window, told what to do through a pipe."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

READY = """(async () => {
  const root = document.querySelector(".lrscope");
  for (let i = 0; i < 1200 && !root.dataset.live && !root.dataset.failed; i++)
    await new Promise((done) => setTimeout(done, 25));
  if (!root.dataset.live) throw new Error("the page is not live: " + root.dataset.failed);
  const page = root.lrscope;
  const rest = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  await rest();
  %s
})()"""


class Browser:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="lrscope-browser-")
        self.count = 0
        to_read, self.write_end = os.pipe()
        self.read_end, to_write = os.pipe()
        # The browser reads commands from 3 and answers on 4.
        keep_read, keep_write = os.dup(to_read), os.dup(to_write)

        def hand_over():
            os.dup2(keep_read, 3)
            os.dup2(keep_write, 4)

        self.process = subprocess.Popen(
            [shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", "--user-data-dir=" + self.folder, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=hand_over, pass_fds=(3, 4, keep_read, keep_write))
        for end in (to_read, to_write, keep_read, keep_write):
            os.close(end)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.ask("Browser.close")
            self.process.wait(20)
        except (OSError, EOFError, subprocess.TimeoutExpired):
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, method, session=None, **params):
        self.count += 1
        call = {"id": self.count, "method": method, "params": params}
        if session:
            call["sessionId"] = session
        os.write(self.write_end, json.dumps(call).encode() + b"\0")
        while True:
            answer = self.next()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise AssertionError(method + ": " + answer["error"]["message"])
                return answer["result"]

    def next(self):
        while b"\0" not in self.buffer:
            if not select.select([self.read_end], [], [], 60)[0]:
                raise AssertionError("the browser does not answer")
            more = os.read(self.read_end, 1 << 20)
            if not more:
                raise EOFError("the browser has gone")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, path, size=(1280, 800), dark=False, still=False, script=True, density=1, link=""):
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable", session)
        self.ask("Emulation.setDeviceMetricsOverride", session, width=size[0], height=size[1], deviceScaleFactor=density,
                 mobile=size[0] < 600)
        self.ask("Emulation.setEmulatedMedia", session, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"}])
        if not script:
            self.ask("Emulation.setScriptExecutionDisabled", session, value=True)
        self.ask("Page.navigate", session, url="file://" + os.path.abspath(path) + link)
        return Tab(self, target, session)


class Tab:
    def __init__(self, browser, target, session):
        self.browser, self.target, self.session = browser, target, session

    def plain(self, script):
        answer = self.browser.ask("Runtime.evaluate", self.session, expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"]["exception"].get("description", "an exception"))
        return answer["result"].get("value")

    def loaded(self):
        for _ in range(1200):
            if self.plain("document.readyState === 'complete' && location.href !== 'about:blank'"):
                return
            time.sleep(0.025)
        raise AssertionError("the page does not load")

    def run(self, script):
        """Waits until the page is live; `page` and `root` are the script's."""
        self.loaded()
        return self.plain(READY % script)

    def tap(self, x, y):
        for kind, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
            self.browser.ask("Input.dispatchTouchEvent", self.session, type=kind, touchPoints=points)

    def draw(self, *points):
        """A finger that goes down at the first point and up at the last."""
        for i, (x, y) in enumerate(points):
            self.browser.ask("Input.dispatchTouchEvent", self.session, type="touchMove" if i else "touchStart",
                             touchPoints=[{"x": x, "y": y}])
        self.browser.ask("Input.dispatchTouchEvent", self.session, type="touchEnd", touchPoints=[])

    def key(self, name, **more):
        for kind in ("keyDown", "keyUp"):
            self.browser.ask("Input.dispatchKeyEvent", self.session, type=kind, key=name, **more)

    def mouse(self, kind, x, y, button="none", clicks=0):
        self.browser.ask("Input.dispatchMouseEvent", self.session, type=kind, x=x, y=y, button=button, clickCount=clicks)

    def picture(self, path):
        data = self.browser.ask("Page.captureScreenshot", self.session, format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.browser.ask("Target.closeTarget", targetId=self.target)


def lrscope(program, *args):
    done = subprocess.run([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise AssertionError("%s: %s" % (" ".join(args)[:200], done.stderr.decode()))
    return done.stdout.decode("utf-8")
