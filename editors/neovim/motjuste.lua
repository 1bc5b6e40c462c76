-- Neovim 0.11 and later. Put this file into ~/.config/nvim/lsp/motjuste.lua and say
--   vim.lsp.enable('motjuste')
-- in your init.lua.
return {
  cmd = { 'motjuste', 'lsp' },
  -- Of a type that it does not know, the server reads what has an ending that it knows, and leaves the rest alone.
  filetypes = {
    'markdown', 'quarto', 'rmd', 'mdx', 'html', 'text', 'tex', 'plaintex', 'rst', 'asciidoc', 'org', 'typst', 'xml',
    'po', 'xliff', 'srt', 'vtt', 'toml',
  },
  root_markers = { 'motjuste.toml', '.git' },
  workspace_required = false,
}
