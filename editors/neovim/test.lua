-- Run by scripts/editors: nvim --headless -u NONE -i NONE -l test.lua SERVER FILE
-- The file is read by the configuration beside this script, so that what is tested is what people copy.
local server, file = arg[1], arg[2]
local here = vim.fn.fnamemodify(arg[0], ':p:h')

local function wait(what, f)
  assert(vim.wait(20000, f, 20), 'timeout: ' .. what)
end

local function same(what, got, wanted)
  assert(vim.deep_equal(got, wanted), what .. ': ' .. vim.inspect(got) .. ', wanted ' .. vim.inspect(wanted))
end

local config = dofile(here .. '/motjuste.lua')
config.cmd = { server, 'lsp' }
config.name = 'motjuste'
config.root_dir = vim.fn.fnamemodify(file, ':p:h')

vim.cmd.edit(file)
local buf = vim.api.nvim_get_current_buf()
vim.bo[buf].filetype = 'markdown'
local id = assert(vim.lsp.start(config))
wait('initialize', function()
  local client = vim.lsp.get_client_by_id(id)
  return client and client.initialized
end)
local client = vim.lsp.get_client_by_id(id)
same('encoding', client.offset_encoding, 'utf-8')

wait('two diagnostics', function() return #vim.diagnostic.get(buf) == 2 end)
local first = vim.diagnostic.get(buf)[1]
same('code', first.code, 'fr/prostitution')
-- In bytes, after an emoji.
same('place', { first.lnum, first.col, first.end_col }, { 2, 8, 20 })

vim.api.nvim_win_set_cursor(0, { 3, 10 })
local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
local hover = vim.lsp.buf_request_sync(buf, 'textDocument/hover', position, 10000)
assert(hover[id].result.contents.value:find('travail du sexe', 1, true), vim.inspect(hover))

-- The way a person goes: the menu of actions, here with the preferred one taken.
vim.lsp.buf.code_action({ apply = true, filter = function(a) return a.isPreferred end })
wait('the first fix', function()
  return vim.api.nvim_buf_get_lines(buf, 2, 3, false)[1] == '🙂 Le travail du sexe est pénalisé.'
end)
wait('one diagnostic', function() return #vim.diagnostic.get(buf) == 1 end)

vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.fixAll.motjuste' }, diagnostics = {} } })
wait('no diagnostic', function() return #vim.diagnostic.get(buf) == 0 end)
same('line', vim.api.nvim_buf_get_lines(buf, 4, 5, false)[1], 'Les travailleurSEs du sexe sont arrêtéEs.')
vim.cmd('silent write')

vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.convertStyle.motjuste.median' }, diagnostics = {} } })
wait('another style', function()
  return vim.api.nvim_buf_get_lines(buf, 4, 5, false)[1] == 'Les travailleur·euse·s du sexe sont arrêté·e·s.'
end)
vim.cmd('silent undo')

vim.lsp.stop_client(id)
wait('the end', function() return vim.lsp.get_client_by_id(id) == nil end)
io.stdout:write('Neovim ' .. tostring(vim.version()) .. ': passed\n')
os.exit(0)
