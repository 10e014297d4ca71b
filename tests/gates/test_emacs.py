"""Emacs with eglot and the lines that docs/editors.md gives for it, without a screen: a draft of the newsroom shows both sides,
has a fix applied and a finding let stand, and the files on the disk are right.

Without Emacs, this is skipped, whatever else is asked for.
"""

import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT, findings

SESSION = """
(require 'package)
(package-initialize)
(require 'eglot)
(require 'json)
(load-file "init.el")
(setq eglot-sync-connect 60 make-backup-files nil)
;; Whether to edit a file that is not open.
(fset 'y-or-n-p (lambda (&rest _) t))

(defvar newsroom default-directory)

(defun wait (what holds)
  (let ((until (+ (float-time) 60)))
    (while (not (funcall holds))
      (when (> (float-time) until) (error "never: %s" what))
      (accept-process-output nil 0.05))))

(defun shown ()
  (mapcar (lambda (one)
            (cons (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one))
                  (flymake-diagnostic-text one)))
          (flymake-diagnostics)))

(defun act (words title)
  (goto-char (point-min))
  (search-forward words)
  (let* ((actions (eglot-code-actions (match-beginning 0) (match-end 0)))
         (action (seq-find (lambda (one) (string-match-p (regexp-quote title) (plist-get one :title))) actions)))
    (unless action (error "no %s in %S" title actions))
    (eglot--apply-workspace-edit (plist-get action :edit))))

(defun visit (file)
  (find-file (expand-file-name file newsroom))
  ;; What follows a command that somebody types: eglot waits for it.
  (run-hooks 'post-command-hook)
  (flymake-start))

(visit "articles/courier.txt")
(wait "findings" (lambda () (assoc "Kiev" (shown))))
(act "Kiev" "write `Kyiv`")
(wait "the fix" (lambda () (not (assoc "Kiev" (shown)))))
(save-buffer)
(visit "articles/dispatch.txt")
(wait "both sides" (lambda () (assoc "$2.5 million" (shown))))
(let ((seen (cdr (assoc "$2.5 million" (shown)))))
  (act "2.5 million" "let it stand, in factlint.toml")
  ;; What was changed in a buffer is told when somebody rests, which nobody does here, or saves.
  (save-some-buffers t)
  (wait "the stet" (lambda () (not (assoc "$2.5 million" (shown)))))
  (with-temp-file (expand-file-name "seen.json" newsroom) (insert (json-encode `((seen . ,seen))))))
(eglot-shutdown-all)
"""


def test_emacs_mends_the_newsroom(full, newsroom):
    emacs = shutil.which("emacs")
    if not emacs:
        pytest.skip("there is no Emacs")
    page = (ROOT / "docs" / "editors.md").read_text()
    lines = re.search(r"```elisp\n(.*?)```", page, re.S).group(1)
    (newsroom / "init.el").write_text(lines.replace('"factlint" "lsp"', f'"{full}" "lsp"'))
    (newsroom / "session.el").write_text(SESSION)
    command = [emacs, "-q", "--batch", "--load", "session.el"]
    done = subprocess.run(command, cwd=newsroom, check=False, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads((newsroom / "seen.json").read_text())["seen"]
    assert "`$2.5 million` and `$1.3 million`" in seen, seen
    assert "Kyiv takes the opposite view" in (newsroom / "articles" / "courier.txt").read_text()
    assert 'rule = "tomahawk-price"' in (newsroom / "factlint.toml").read_text()
    assert not {"kyiv", "tomahawk-price"} & findings(full, newsroom)
