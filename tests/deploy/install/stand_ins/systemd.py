#!/usr/bin/python3.11
"""What systemd would do with our units, in a root where it is not the first process: `systemctl` and `systemd-run`.

The account, environment, folders, umask, read-only system and readiness of a unit are real; its other protections are
only checked by `systemd-analyze`.
"""

import grp
import os
import pwd
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/etc/systemd/system")
STATE = Path("/run/emulated")
IN_OUR_NETWORK = ("nsenter", f"--net={STATE}/net")
READY_WITHIN = 90.0  # seconds, systemd's own
OF_DEBIAN = {
    ("nginx", "start"): "nginx",
    ("nginx", "stop"): "nginx -s quit",
    ("nginx", "reload"): "nginx -s reload",
    ("postgresql", "start"): "pg_ctlcluster 15 main start",
}
Properties = dict[str, str]


def read(unit: str) -> Properties:
    """The [Service] part of a unit."""
    said: Properties = {}
    section = ""
    for line in (UNITS / unit).read_text().splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and "=" in line and not line.startswith("#"):
            said.update([line.split("=", 1)])
    return said


def environment(service: Properties) -> dict[str, str]:
    """Nothing of ours: what systemd gives, and the file."""
    person = pwd.getpwnam(service["User"])
    values = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": person.pw_dir, "USER": person.pw_name, "LANG": "C.UTF-8"}
    for line in Path(service["EnvironmentFile"]).read_text().splitlines():
        if "=" in line and not line.startswith(("#", ";")):
            name, value = line.split("=", 1)
            values[name] = "".join(shlex.split(value))
    return values


def folders(service: Properties) -> list[str]:
    """The folders that belong to the service, made or set right: systemd does both at each start."""
    made = []
    for name, place in (("StateDirectory", "/var/lib"), ("RuntimeDirectory", "/run")):
        if name in service:
            folder = f"{place}/{service[name]}"
            os.makedirs(folder, exist_ok=True)
            os.chmod(folder, int(service.get(f"{name}Mode", "0755"), 8))
            os.chown(folder, pwd.getpwnam(service["User"]).pw_uid, grp.getgrnam(service["Group"]).gr_gid)
            made.append(folder)
    return made


def command(service: Properties, words: list[str]) -> list[str]:
    """The words, preceded by all that makes their world the unit's."""
    script = [f"mount --bind {folder} {folder}" for folder in folders(service)]
    if service.get("PrivateTmp") == "yes":
        script += [f"mount -t tmpfs tmpfs {folder}" for folder in ("/tmp", "/var/tmp")]  # noqa: S108 another's
    if service.get("ProtectHome") == "yes":
        script += [f"mount -t tmpfs -o ro tmpfs {folder}" for folder in ("/home", "/root")]
    if service.get("ProtectSystem") == "strict":
        script += ["mount -o remount,bind,ro /", "mount -o remount,bind,ro /run"]
    script += [f"cd {service['WorkingDirectory']}", f"umask {service.get('UMask', '0022')}"]
    person = f"setpriv --reuid {service['User']} --regid {service['Group']} --init-groups"
    if service.get("NoNewPrivileges") == "yes":
        person += " --no-new-privs"
    if service.get("CapabilityBoundingSet") == "":
        person += " --bounding-set=-all --inh-caps=-all"
    script.append(f'exec {person} -- "$@"')
    apart = ["unshare", "--mount", "--propagation", "private", "sh", "-ec", "\n".join(script), "sh"]
    return [*IN_OUR_NETWORK, *apart, *words]


def start(unit: str) -> None:
    """Start a service: until it says that it is ready where it notifies, to its end where it runs once."""
    service = read(unit)
    ready = STATE / f"{unit}.notify"
    ready.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line, (STATE / f"{unit}.log").open("ab") as log:
        line.bind(str(ready))
        ready.chmod(0o777)
        line.settimeout(READY_WITHIN)
        words = shlex.split(service["ExecStart"].lstrip("-"))
        values = environment(service) | {"NOTIFY_SOCKET": str(ready)}
        process = subprocess.Popen(
            command(service, words),
            env=values,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        (STATE / f"{unit}.pid").write_text(str(process.pid))
        if service.get("Type") == "oneshot":
            sys.exit(process.wait())
        if service.get("Type") == "notify":
            while b"READY=1" not in line.recv(4096):
                pass


def stop(unit: str) -> None:
    """SIGTERM to the first process, and wait for it: KillMode=mixed."""
    noted = STATE / f"{unit}.pid"
    if not noted.exists():
        return
    number = int(noted.read_text())
    os.kill(number, signal.SIGTERM)
    while os.path.exists(f"/proc/{number}") and ") Z " not in Path(f"/proc/{number}/stat").read_text():
        time.sleep(0.1)
    noted.unlink()


def act(verb: str, name: str) -> None:
    """One verb on one unit: ours, or one of Debian's."""
    if (name, "start") in OF_DEBIAN:
        for step in ("stop", "start") if verb == "restart" else (verb,):
            must = step != "stop"  # it may not run yet
            subprocess.run([*IN_OUR_NETWORK, *OF_DEBIAN[name, step].split()], check=must)
            time.sleep(0.0 if must else 0.5)
        return
    unit = name if "." in name else f"{name}.service"
    if unit.endswith(".timer"):
        read(unit.replace(".timer", ".service"))
        return
    if verb in {"stop", "restart"}:
        stop(unit)
    if verb in {"start", "restart"}:
        start(unit)


def systemctl(words: list[str]) -> None:
    verb, *rest = words
    names = [word for word in rest if not word.startswith("-")]
    if verb == "daemon-reload":
        return
    for name in names:
        if verb == "enable":
            assert "[Install]" in (UNITS / name).read_text(), f"{name} cannot be enabled"
        if verb != "enable" or "--now" in rest:
            act("start" if verb == "enable" else verb, name)


def systemd_run(words: list[str]) -> int:
    service: Properties = {}
    names = {"--uid": "User", "--gid": "Group", "--working-directory": "WorkingDirectory"}
    while words[0].startswith("-"):
        option = words.pop(0)
        if option == "-p":
            service.update([words.pop(0).split("=", 1)])
        elif "=" in option:
            name, value = option.split("=", 1)
            service[names[name]] = value
        else:
            assert option in {"--quiet", "--wait", "--pty", "--pipe"}, option
    return subprocess.run(command(service, words), env=environment(service)).returncode


if __name__ == "__main__":
    STATE.mkdir(exist_ok=True)
    called = Path(sys.argv[0]).name
    sys.exit(systemctl(sys.argv[1:]) if called == "systemctl" else systemd_run(sys.argv[1:]))
