"""Writes an access log in CloudFront's fields (Labbook course): python3 mklog.py FILE. The counts are fixed, the order is shuffled."""
import random
import sys

MARCH = {"Android": 120, "iOS": 90, "Linux": 75, "MacOS": 60, "OSX": 45, "Windows": 150}
IN_APRIL = 10
BROKEN = 5
BROWSERS = ["Chrome/124.0", "Firefox/125.0", "Safari/17.4"]
EDGES = ["IAD89", "LHR3", "SFO5"]
PATHS = ["/index.html", "/site.css", "/app.php", "/cat.png"]
HEAD = "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)\n"


def line(number, system, day):
    """One request; all that is not counted comes by chance, the same at each run."""
    chance = random.Random(number)
    time = f"{number % 24:02}:{number % 60:02}:{number * 7 % 60:02}"
    status = "404" if number % 20 == 0 else "200"
    agent = f"Mozilla/5.0 ({system}; lab) {chance.choice(BROWSERS)}"
    return "\t".join([day, time, chance.choice(EDGES), str(400 + number), f"192.0.2.{1 + number % 250}", "GET", "cdn.example.net", chance.choice(PATHS), status, "-", agent])


def main(path):
    days = [(system, f"2026-03-{1 + n % 31:02}") for system, count in MARCH.items() for n in range(count)]
    days += [(system, f"2026-04-{1 + n:02}") for system in MARCH for n in range(IN_APRIL)]
    rows = [line(number, system, day) for number, (system, day) in enumerate(days, 1)] + ["this line is broken"] * BROKEN
    random.Random(1).shuffle(rows)
    with open(path, "w") as out:
        out.write(HEAD + "\n".join(rows) + "\n")


main(sys.argv[1])
