"""Ansible callback of HyOps: writes what happened as JSON lines to the file that HYOPS_EVENTS_FILE names.

One object a line: {"event": "result", "host", "task", "status", "message"}, {"event": "recap", "host", counts...},
{"event": "outputs", "data", "withheld"}. It never writes a result's content, and nothing that holds the value of a
variable that HYOPS_SECRET_KEYS names. Works with ansible-core 2.14 and later.
"""

import base64
import json
import os
import urllib.parse

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: hyops_events
    type: notification
    short_description: Events for HyOps
    version_added: "2.14"
    description: Writes results, recap and custom stats as JSON lines.
"""

LONGEST_MESSAGE = 400
HIDDEN = "(hidden: it holds a secret)"


def secret_forms():
    forms = set()
    for key in os.environ.get("HYOPS_SECRET_KEYS", "").split():
        value = os.environ.get(key, "")
        if len(value) < 4:
            continue
        raw = value.encode("utf-8", "surrogateescape")
        forms.update((value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1]))
        forms.update((urllib.parse.quote(raw), raw.hex(), base64.b64encode(raw).decode("ascii").rstrip("=")))
    return forms


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "hyops_events"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        path = os.environ.get("HYOPS_EVENTS_FILE")
        self.secrets = secret_forms()
        self.file = None
        if path:
            self.file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8", errors="replace")
        else:
            self.disabled = True

    def holds_secret(self, text):
        return any(form in text for form in self.secrets)

    def emit(self, event, **fields):
        self.file.write(json.dumps({"event": event, **fields}, ensure_ascii=False, default=str) + "\n")
        self.file.flush()

    def result(self, result, status, message=""):
        task = result._task.get_name()
        message = str(message or "")[:LONGEST_MESSAGE]
        self.emit(
            "result",
            host=result._host.get_name(),
            task=HIDDEN if self.holds_secret(task) else task,
            status=status,
            message=HIDDEN if self.holds_secret(message) else message,
        )

    @staticmethod
    def message(result):
        content = result._result
        if content.get("_ansible_no_log") or getattr(result._task, "no_log", False):
            return "(hidden: no_log)"
        text = content.get("stderr") or content.get("module_stderr") or ""
        last = text.strip().splitlines()[-1:] if isinstance(text, str) else []
        return ": ".join([str(content.get("msg") or "no message"), *last])

    def v2_runner_on_ok(self, result):
        self.result(result, "changed" if result._result.get("changed") else "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.result(result, "ignored" if ignore_errors else "failed", self.message(result))

    def v2_runner_on_unreachable(self, result):
        self.result(result, "unreachable", self.message(result))

    def v2_runner_on_skipped(self, result):
        self.result(result, "skipped")

    def v2_playbook_on_stats(self, stats):
        for host in sorted(stats.processed):
            self.emit("recap", host=host, **stats.summarize(host))
        data, withheld = {}, []
        custom = dict(stats.custom or {})
        # Outputs of the whole run win over those of single hosts.
        for source in [custom[name] for name in sorted(custom) if name != "_run"] + [custom.get("_run", {})]:
            for name, value in source.items():
                if self.holds_secret(json.dumps(value, ensure_ascii=False, default=str)) or self.holds_secret(str(value)):
                    withheld.append(name)
                else:
                    data[name] = value
        self.emit("outputs", data=data, withheld=sorted(set(withheld)))
