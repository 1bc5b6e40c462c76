#!/usr/bin/env bash
# Run by scripts/editors: test.sh HX SERVER FOLDER. Helix has no headless mode; it is driven in a terminal of tmux.
set -euo pipefail
hx=$1 server=$2 folder=$3
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder/config/helix"
sed "s#^command = \"motjuste\"#command = \"$server\"#" "$here/languages.toml" > "$folder/config/helix/languages.toml"
file=$folder/a.fr.md
printf '# Notes\n\n🙂 La prostitution est pénalisée.\n' > "$file"
terminal="tmux -L motjuste-$$"
trap '$terminal kill-server 2>/dev/null || true' EXIT
LC_ALL=C.UTF-8 $terminal -f /dev/null new-session -d -x 110 -y 40 \
  "env XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache TERM=tmux-256color LC_ALL=C.UTF-8 $hx $file"
want() {
  for _ in $(seq 200); do
    $terminal capture-pane -p -t 0 2>/dev/null | grep -qF -- "$1" && return 0
    sleep 0.1
  done
  echo "never seen in Helix: $1"
  $terminal capture-pane -p -t 0
  exit 1
}
keys() { $terminal send-keys -t 0 "$@"; sleep 0.3; }
want "pénalisée"
want "●"
keys ']d'
want "préférez"
keys ' k'
want "La phrase se lirait ainsi"
keys Escape
keys ' a'
want "Remplacer par"
keys Enter
keys Enter
want "Le travail du sexe est pénalisé."
keys Escape
keys ':wq' Enter
for _ in $(seq 50); do $terminal has-session 2>/dev/null || break; sleep 0.1; done
grep -qxF '🙂 Le travail du sexe est pénalisé.' "$file"
echo "Helix: passed"
