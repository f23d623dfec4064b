#!/bin/sh
# An orchestrator in small. It keeps so many copies of a program running as are wanted; here the program is `sleep`.
# Kill one of the copies and it starts another. It ends all of them before it ends itself.

copies=

running() {
  for id in $copies; do kill -0 "$id" 2>/dev/null && echo "$id"; done
}

end() {
  kill "$1"
  wait "$1" 2>/dev/null
}

# One round: look at what runs, compare it with what is wanted, act.
look() {
  copies=$(running)
  set -- $copies
  if [ $# -lt "$wanted" ]; then
    echo "wanted $wanted, running $#: start $((wanted - $#))"
    while [ $# -lt "$wanted" ]; do sleep 60 & copies="$copies $!"; set -- "$@" "$!"; done
  elif [ $# -gt "$wanted" ]; then
    echo "wanted $wanted, running $#: end $(($# - wanted))"
    while [ $# -gt "$wanted" ]; do end "$1"; shift; done
  else
    echo "wanted $wanted, running $#: nothing to do"
  fi
}

trap 'for id in $copies; do kill "$id" 2>/dev/null; done' EXIT

echo '# you order 3';     wanted=3; look
echo '# a copy dies';     set -- $copies; end "$1"; look
echo '# you order 5';     wanted=5; look
echo '# you order 2';     wanted=2; look
echo '# nothing happens'; look
