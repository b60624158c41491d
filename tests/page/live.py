"""Pages as readers use them: a figure's sliders, links and preferences; the window; a lesson that a student takes alone
and whose answers come back.

live.py LRSCOPE [FOLDER]: pictures for looking at go to the folder.
"""
import os
import subprocess
import sys
import tempfile

from browser import Browser, lrscope

PROGRAM = sys.argv[1]
PICTURES = sys.argv[2] if len(sys.argv) > 2 else None
failures = []


def check(what, good, *seen):
    if not good:
        failures.append(what)
        print("FAILED: %s %s" % (what, " ".join(str(one)[:300] for one in seen)))


def look(tab, name):
    if PICTURES:
        tab.picture(os.path.join(PICTURES, name + ".png"))


def a_figure(browser, folder):
    path = os.path.join(folder, "figure.html")
    lrscope(PROGRAM, "--warmup-factor=0.5", "--warmup-iters=500", "--total-steps=2000", "-o", path)
    check("a figure's file is larger than 600 kB", os.path.getsize(path) <= 600000, os.path.getsize(path))
    tab = browser.open(path)
    found = tab.run("""
      const [factor] = root.querySelectorAll("input[type=range]"), [value] = root.querySelectorAll(".lrscope-value");
      const before = { value: value.value, link: page.state.link, sliders: page.state.sliders.length };
      factor.focus();
      factor.value = 1000 * 1.5 / 2;
      factor.dispatchEvent(new Event("input"));
      await rest();
      await new Promise((done) => setTimeout(done, 600));
      const slid = { value: value.value, verdict: page.state.verdict, link: page.state.link, hash: location.hash,
                     said: page.said.textContent, spoken: factor.getAttribute("aria-valuetext") };
      value.value = "one";
      value.dispatchEvent(new Event("change"));
      await rest();
      const refused = { why: page.rows[0].why.textContent, lr: page.program.call("page_lr", page.handle, 0) };
      return { before, slid, refused, still: getComputedStyle(root.querySelector(".lrscope-still")).display };
    """)
    check("the figure does not begin as its file says", found["before"] == {"value": "0.5", "link": "", "sliders": 2}, found)
    slid = found["slid"]
    check("the slider does not set the value", slid["value"] == "1.5" and slid["spoken"].startswith("1.5"), slid)
    check("the verdict does not follow", slid["verdict"].startswith("Above 1"), slid)
    check("the link does not follow", slid["hash"] == "#warmup_factor=1.5" == "#" + slid["link"], slid)
    check("what is said does not follow", "above base_lr" in slid["said"], slid)
    check("a wrong value is not refused", "one" in found["refused"]["why"] and found["refused"]["lr"] == 0.03, found["refused"])
    check("the still figure is not replaced", found["still"] == "none")
    tab.key("ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
    tab.plain("document.querySelector('input[type=range]').focus()")
    tab.key("ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
    stepped = tab.run("await rest(); return page.state.sliders[0].value;")
    check("an arrow key does not step to the next pleasant value", float(stepped) > 1.5 and len(stepped) <= 4, stepped)
    box = tab.plain("JSON.parse(JSON.stringify(document.querySelector('canvas').getBoundingClientRect()))")
    tab.mouse("mouseMoved", box["x"] + 300, box["y"] + 300)
    pointed = tab.run("await rest(); return page.svg().includes('crosshair');")
    check("the pointer shows no values", pointed)
    reset = tab.run("root.querySelector('.lrscope-buttons button').click(); await rest(); return page.state.link;")
    check("Reset leaves something", reset == "", reset)
    look(tab, "figure")
    times = tab.run("""
      const spent = [];
      for (let i = 0; i < 60; i++) {
        const began = performance.now();
        page.program.call("page_slide", page.handle, 0, i / 60);
        page.show();
        spent.push(performance.now() - began);
      }
      return spent.sort((a, b) => a - b)[30];
    """)
    print("figure: live after %s ms, %.1f ms a frame (median)" % (tab.plain("document.querySelector('.lrscope').dataset.live"), times))
    tab.close()


def links_and_preferences(browser, folder):
    path = os.path.join(folder, "figure.html")
    tab = browser.open(path, link="#warmup_factor=2&warmup_iters=10%25")
    linked = tab.run("return [page.program.call('page_lr', page.handle, 0), page.state.sliders.map((one) => one.value)];")
    check("the link does not set values", linked == [0.04, ["2", "10%"]], linked)
    tab.close()
    tab = browser.open(path, dark=True, size=(360, 640), density=3)
    narrow = tab.run("""
      return { background: page.state.background, over: document.documentElement.scrollWidth - innerWidth,
               canvas: page.canvas.width, width: page.state.width };
    """)
    check("a dark page is not dark", narrow["background"] < "#333333", narrow)
    check("a narrow page is wider than the screen", narrow["over"] <= 0, narrow)
    check("a dense screen gets few pixels", narrow["canvas"] == 3 * narrow["width"], narrow)
    look(tab, "figure-360")
    tab.close()
    tab = browser.open(path, script=False)
    tab.loaded()
    shown = tab.plain("""(() => {
      const svg = document.querySelector("svg");
      return [svg.getBoundingClientRect().width, svg.querySelector("title").textContent,
              svg.querySelector("desc").textContent.length];
    })()""")
    check("without script there is no figure", shown[0] > 300 and shown[1] == "Learning rate" and shown[2] > 50, shown)
    look(tab, "figure-no-script")
    tab.close()


def inside_others(browser, folder):
    fragment, outer = os.path.join(folder, "fragment.html"), os.path.join(folder, "outer.html")
    lrscope(PROGRAM, "--html=fragment", "--warmup-factor=0.1", "-o", fragment)
    with open(fragment, encoding="utf-8") as file:
        part = file.read()
    with open(outer, "w", encoding="utf-8") as file:
        file.write("<!doctype html><title>A page</title><h1>Inline</h1>" + part + "<h1>Twice</h1>" + part +
                   "<h1>In a frame</h1><iframe sandbox='allow-scripts' src='figure.html' width=700 height=600></iframe>")
    tab = browser.open(outer)
    tab.run("return 1;")
    live = tab.plain("""(async () => {
      const all = [...document.querySelectorAll(".lrscope")];
      for (let i = 0; i < 400 && !all.every((one) => one.dataset.live); i++) await new Promise((done) => setTimeout(done, 25));
      all[0].querySelector("input[type=range]").value = 500;
      all[0].querySelector("input[type=range]").dispatchEvent(new Event("input"));
      await new Promise((done) => setTimeout(done, 700));
      return { live: all.map((one) => Boolean(one.dataset.live)), hash: location.hash,
               values: all.map((one) => one.querySelector(".lrscope-value").value) };
    })()""")
    check("fragments in one page disturb each other",
          live == {"live": [True, True], "hash": "", "values": ["1", "0.1"]}, live)
    look(tab, "outer")
    tab.close()


def the_window(browser, folder):
    path = os.path.join(folder, "window.html")
    lrscope(PROGRAM, "--preset=detectron2-1x", "--window", "-o", path)
    check("the window's file does not hold", subprocess.run([PROGRAM, "--check", path], check=False).returncode == 0)
    tab = browser.open(path)
    tab.run("return 1;")
    look(tab, "window")
    tab.plain("document.querySelector('canvas').focus()")
    before = tab.run("return page.program.call('page_lr', page.handle, 0);")
    tab.key("p", code="KeyP", text="p")
    pinned = tab.run("await rest(); return page.program.read('page_scenario', page.handle).includes('pins:');")
    check("a key does nothing in the window", pinned)
    dropped = tab.run("""
      const text = "lrscope: 1\\ntitle: Dropped\\nbase_lr: 0.5\\ntotal_steps: 100\\nwarmup_factor: 0.5\\nwarmup_iters: 10\\n";
      const bytes = new TextEncoder().encode(text);
      page.program.call("page_drop", page.handle, "a.yaml", bytes, bytes.length);
      page.feed(9, { words: "a.yaml" });
      await rest();
      return page.program.call("page_lr", page.handle, 0);
    """)
    check("a dropped file is not opened", dropped == 0.25 != before, dropped)
    tab.close()
    tab = browser.open(path, size=(800, 600), dark=True)
    tab.run("return 1;")
    look(tab, "window-800")
    tab.close()


def a_lesson(browser, folder):
    """A student votes, goes on to the step that asks for a guess, and draws it with a finger."""
    path = os.path.join(folder, "lesson.html")
    lrscope(PROGRAM, "--lesson=raise", "-o", path)
    tab = browser.open(path, size=(900, 700))
    tab.run("return 1;")
    look(tab, "lesson")
    places = tab.run("""
      const texts = [...new DOMParser().parseFromString(page.svg(), "image/svg+xml").querySelectorAll("text")];
      return texts.map((one) => [one.textContent, Number(one.getAttribute("x")) * page.scale,
                                 Number(one.getAttribute("y")) * page.scale]);
    """)
    choice = next(place for place in places if place[0].startswith("No, never"))
    tab.tap(choice[1] + 20, choice[2] - 5)
    voted = tab.run("await rest(); return page.state.answers;")
    check("a tap is no vote", voted.endswith(" 1=2"), voted)
    tab.plain("document.querySelector('canvas').focus()")
    for _ in range(40):
        if tab.run("return page.program.read('page_svg', page.handle).includes('Draw, click');"):
            break
        tab.key("ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
        tab.run("await rest(); await new Promise((done) => setTimeout(done, 30));")
    look(tab, "lesson-guess")
    plot = tab.run("""
      const texts = [...new DOMParser().parseFromString(page.svg(), "image/svg+xml").querySelectorAll("text")];
      const at = (words, name) => Number(texts.find((one) => one.textContent === words).getAttribute(name)) * page.scale;
      return [at("0", "x"), at("1.5", "y"), at("2k", "x") - at("0", "x"), at("0", "y") - at("1.5", "y")];
    """)
    x, y, width, height = plot
    tab.draw(*[(x + width * i / 10, y + height * (0.75 - 0.05 * i)) for i in range(11)])
    drawn = tab.run("await rest(); return page.state.answers;")
    check("a finger draws no guess", drawn.startswith(voted + " ") and "=0:" in drawn, drawn)
    look(tab, "lesson-drawn")
    tab.close()
    return drawn


def every_lesson(browser, folder):
    """Each built-in lesson is walked with the key that goes on, from its first step to its last."""
    listed = subprocess.run([PROGRAM, "--list-lessons"], stdout=subprocess.PIPE, check=True).stdout.decode()
    names = [line.split()[0] for line in listed.splitlines() if line and line[0] != " "]
    check("there are few lessons", len(names) >= 4, names)
    for name in names:
        words = subprocess.run([PROGRAM, "--lesson=" + name, "--describe"], stdout=subprocess.PIPE, check=True).stdout.decode()
        steps = sum(line.startswith("Step ") for line in words.splitlines())
        path = os.path.join(folder, "lesson-%s.html" % name)
        lrscope(PROGRAM, "--lesson=" + name, "-o", path)
        tab = browser.open(path, size=(1024, 768))
        tab.run("return 1;")
        tab.plain("document.querySelector('canvas').focus()")
        for _ in range(8 * steps):
            tab.key("ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
            tab.run("await rest(); return 1;")
            if tab.run("return page.program.read('page_svg', page.handle).includes('%d of %d');" % (steps, steps)):
                break
        else:
            check("the lesson %s does not come to its end" % name, False, steps)
        look(tab, "lesson-%s-end" % name)
        tab.close()


def answers_come_back(folder, line):
    class_folder = os.path.join(folder, "class")
    os.mkdir(class_folder)
    for i in range(12):
        with open(os.path.join(class_folder, "answers-%d.txt" % i), "w", encoding="utf-8") as file:
            file.write("Dear teacher,\n" + line.split("=0:")[0] + "=0:0.%d,%d:1,256:1\n" % (i % 9 + 1, 90 + 7 * i))
    with open(os.path.join(class_folder, "other.txt"), "w", encoding="utf-8") as file:
        file.write("lrscope-answers 00000000 1=1\nlrscope-answers broken\n")
    done = subprocess.run([PROGRAM, "--lesson=raise", "--answers=" + class_folder, "-o", os.path.join(folder, "%02d.svg")],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    check("the answers are not counted", "12 answers, 1 to another lesson left out, 1 not readable" in done.stderr.decode(),
          done.stderr.decode())
    pages = sorted(name for name in os.listdir(folder) if name[:2].isdigit())
    fans = [name for name in pages if "-answers\"" in open(os.path.join(folder, name), encoding="utf-8").read()]
    check("the guesses are no fan", len(fans) == 1, fans)
    if PICTURES and fans:
        lrscope(PROGRAM, "--lesson=raise", "--answers=" + class_folder, "-o", os.path.join(PICTURES, "fan-%02d.png"))


def main():
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        a_figure(browser, folder)
        links_and_preferences(browser, folder)
        inside_others(browser, folder)
        the_window(browser, folder)
        line = a_lesson(browser, folder)
        answers_come_back(folder, line)
        every_lesson(browser, folder)
    print("%d failed" % len(failures))
    sys.exit(1 if failures else 0)


main()
