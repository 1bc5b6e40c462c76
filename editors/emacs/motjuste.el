;;; motjuste.el --- Words about sex work, with Eglot -*- lexical-binding: t -*-
;; Emacs 29 and later, which have Eglot; or Emacs 28 with the package eglot.
;; Load this file from your init file; then M-x eglot in a text.

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((markdown-mode gfm-mode text-mode html-mode mhtml-mode latex-mode LaTeX-mode tex-mode rst-mode adoc-mode
                org-mode typst-ts-mode mdx-mode po-mode)
               . ("motjuste" "lsp")))

;; Everywhere, without asking:
;; (add-hook 'text-mode-hook #'eglot-ensure)

(defun motjuste-fix-all ()
  "Apply all safe fixes to this buffer."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.motjuste" t))

(provide 'motjuste)
;;; motjuste.el ends here
