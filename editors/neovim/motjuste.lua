-- Neovim 0.11 and later. Put this file into ~/.config/nvim/lsp/motjuste.lua and say
--   vim.lsp.enable('motjuste')
-- in your init.lua.
return {
  cmd = { 'motjuste', 'lsp' },
  filetypes = { 'markdown', 'html', 'text', 'toml', 'po', 'xliff', 'srt' },
  root_markers = { 'motjuste.toml', '.git' },
  workspace_required = false,
}
