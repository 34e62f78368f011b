-- Opens the file in the Neovim that runs this, fixes its first finding, and writes what it saw as JSON.
-- Environment: SERVER, the program of the language server; RESULT, the file to write.
local seen = {}

local function diagnostics()
  return vim.tbl_map(function(it)
    return { code = it.code, line = it.lnum, from = it.col, to = it.end_col, severity = it.severity }
  end, vim.diagnostic.get(0))
end

local client = vim.lsp.start_client({
  name = 'boltseal',
  cmd = { vim.env.NODE, vim.env.SERVER, '--stdio' },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, client)
vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 20)
seen.before = diagnostics()

local at = seen.before[1]
vim.api.nvim_win_set_cursor(0, { at.line + 1, at.from })
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
local actions = answers[client].result
seen.actions = vim.tbl_map(function(it) return it.title end, actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
vim.wait(10000, function() return #vim.diagnostic.get(0) < #seen.before end, 20)
seen.after = diagnostics()
seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

local file = io.open(vim.env.RESULT, 'w')
file:write(vim.fn.json_encode(seen))
file:close()
vim.cmd('qall!')
