#!/bin/sh
# A server of the Model Context Protocol for tests, over standard input and output: `sh server.sh MODE`. Each mode is a way in which servers
# behave, or do not.
mode=$1
said() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"; }
text() { said "{\"content\":[{\"type\":\"text\",\"text\":$1}]}"; }
echo "a server says something on the side" >&2
[ "$mode" = silent ] && exec sleep 60
[ "$mode" = dies-at-once ] && { echo "cannot find module, token=geheim-7" >&2; exit 3; }
[ "$mode" = greets ] && echo "Welcome! This is no message."
while IFS= read -r line; do
    id=$(printf '%s' "$line" | sed -n 's/^{"jsonrpc":"2.0","id":\([0-9]*\),.*/\1/p')
    case $line in
    *'"method":"initialize"'*)
        echo '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"starting"}}'
        echo '{"jsonrpc":"2.0","id":99,"method":"ping"}'
        version=2025-06-18
        [ "$mode" = old ] && version=2019-01-01
        said "{\"protocolVersion\":\"$version\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"fake\",\"version\":\"1\"}}"
        ;;
    *'"method":"tools/call"'*)
        case $mode in
        hangs) sleep 60 & wait ;;
        dies) exit 1 ;;
        floods) while :; do echo '{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}'; done ;;
        long-line) head -c 9000000 /dev/zero | tr '\0' 'x'; echo ;;
        nonsense) echo 'not json'; exit 0 ;;
        chatters) i=0; while [ $i -lt 200 ]; do echo "line $i"; i=$((i + 1)); done; sleep 60 ;;
        escapes) text '"\u001b[2J\u001b]0;owned\u0007wiped \u202e\r\nclean"' ;;
        is-error) said '{"content":[{"type":"text","text":"no such library"}],"isError":true}' ;;
        refuses) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32602,"message":"no such tool"}}\n' "$id" ;;
        fetch-failed) text '"Error fetching: fetch failed"' ;;
        counts) text '"{\"thoughtNumber\": 1, \"totalThoughts\": 2, \"thoughtHistoryLength\": 1}"' ;;
        empty) said '{"content":[]}' ;;
        plan) text "$(sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^.*$/&\\n/' "$2" | tr -d '\n' | sed -e 's/^/"/' -e 's/$/"/')" ;;
        *) text "\"asked: $(printf '%s' "$line" | sed -n 's/.*"arguments":{"q":"\([^"]*\)".*/\1/p')\"" ;;
        esac
        ;;
    esac
done
