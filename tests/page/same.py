"""The page computes and draws what the native program does: every rate to the last bit, every picture's geometry.

same.py LRSCOPE
"""
import json
import os
import re
import sys
import tempfile

from browser import Browser, lrscope

PROGRAM = sys.argv[1]
SETTINGS = [
    "--warmup-factor=0.5 --warmup-iters=500 --total-steps=2000",
    "--warmup-factor=1.5 --warmup-iters=300 --total-steps=1000 --size=640x360",
    "--warmup-factor=0 --warmup-iters=0 --decay=cosine --total-steps=3000 --show=formula,notes,caption",
    "--decay=multistep --milestones=600,800 --total-steps=1000 --title=Milestones",
    "--decay=exponential --total-steps=5000 --gamma=0.9 --step-size=500 --theme=dark",
    "--decay=polynomial --power=0.9 --total-steps=4000 --axis=asinh",
    "--decay=inverse-sqrt --warmup-factor=0 --warmup-iters=400 --total-steps=4000",
    "--decay=cosine --warmup-method=exponential --warmup-factor=0.01 --warmup-iters=200 --total-steps=2000",
    "--warmup-factor=1.5 --pin=warmup_factor=0.5 --pin=warmup_factor=0.9,name=Nine --total-steps=2500",
    "--sweep=warmup_factor=0,0.5,1,1.5 --total-steps=2000",
]
PRESETS = lrscope(PROGRAM, "--list-presets")


def presets():
    return ["--preset=" + name for name in re.findall(r"^(\S+)", PRESETS, re.M)]


def body(svg):
    """Without what tells one file from another: the head, the words for readers, the names of ids."""
    svg = re.sub(r"<title.*?</title>\n|<desc.*?</desc>\n|<metadata>.*?</metadata>\n", "", svg, flags=re.S)
    svg = re.sub(r' aria-labelledby="[^"]*"', "", svg)
    return re.sub(r"\bf[0-9a-f]{8}", "f", svg)


# Every 400th of the run, and all of the first steps.
AT = "0..50," + ",".join("%g%%" % (i / 4) for i in range(1, 401))


def native(call, folder):
    args = call.split()
    svg = os.path.join(folder, "a.svg")
    lrscope(PROGRAM, *args, "--svg-text=real", "-o", svg)
    with open(svg, encoding="utf-8") as file:
        picture = file.read()
    rows = [] if "--sweep" in call else lrscope(PROGRAM, svg, "--at=" + AT).split("\n")[1:-1]
    steps = [int(row.split(",")[0]) for row in rows]
    rates = [float(row.split(",")[2]) for row in rows]
    scenario = re.search(r"<metadata><[^>]*>(.*?)</lrscope:scenario>", picture, re.S).group(1)
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#10;", "\n"), ("&amp;", "&")):
        scenario = scenario.replace(name, character)
    return {"call": call, "scenario": scenario, "svg": body(picture), "steps": steps, "rates": rates}


def ask(tab, asked):
    return tab.run("""
      const program = page.program;
      return %s.map(({ scenario, steps }) => {
        const shown = program.call("page_open_figure", scenario, "");
        const answer = { refusal: program.read("page_refusal", shown), svg: program.read("page_svg", shown),
                         rates: steps.map((step) => program.call("page_lr", shown, step)) };
        program.call("page_close", shown);
        return answer;
      });
    """ % asked)


def main():
    with tempfile.TemporaryDirectory() as folder:
        cases = [native(call, folder) for call in SETTINGS + presets()]
        page = os.path.join(folder, "a.html")
        lrscope(PROGRAM, "-o", page)
        asked = json.dumps([{"scenario": case["scenario"], "steps": case["steps"]} for case in cases])
        with Browser() as browser:
            answer = ask(browser.open(page), asked)
    wrong = 0
    for case, found in zip(cases, answer):
        bad = [step for step, rate, own in zip(case["steps"], found["rates"], case["rates"]) if rate != own]
        same = body(found["svg"]) == case["svg"]
        if found["refusal"] or bad or not same:
            wrong += 1
            print("%s: %s %d rates differ, picture %s" % (case["call"], found["refusal"], len(bad), "same" if same else "differs"))
            for one, other in zip(body(found["svg"]).split("\n"), case["svg"].split("\n")):
                if one != other:
                    print("  page   %s\n  native %s" % (one[:300], other[:300]))
                    break
    print("%d settings, %d rates, %d wrong" % (len(cases), sum(len(case["steps"]) for case in cases), wrong))
    sys.exit(1 if wrong else 0)


main()
