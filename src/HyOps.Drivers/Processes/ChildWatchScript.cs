namespace HyOps.Drivers.Processes;

/// <summary>
/// The program of the watcher, for any <c>/bin/sh</c> (POSIX). It reads what we tell it about our children, line by line; the end of that
/// pipe while a child is still listed means that we are gone.
/// <list type="bullet">
/// <item><c>start MARK …</c>: a child is about to be started whose environment holds <c>TRACEPARENT=MARK</c>;</item>
/// <item><c>add KIND PID POLICY GRACE MARK</c>: it has this pid; kind <c>g</c> leads its own group, <c>p</c> shares ours;</item>
/// <item><c>told PID</c>: it is getting its one interrupt from us, and must not get a second one;</item>
/// <item><c>gone PID</c>, <c>failed MARK</c>: nothing to watch any more.</item>
/// </list>
/// <para>
/// A tool whose output nobody can read any more dies of SIGPIPE at its next word, in the middle of its work: Terraform then leaves its lock.
/// So for each child a <c>sleep</c> holds the reading ends of its output open (Linux lets them be opened again through /proc), without
/// reading; only when we are gone are they read to their end, into nothing.
/// </para>
/// </summary>
internal static class ChildWatchScript
{
    /// <summary>The script. Its own name and our pid follow as arguments, for whoever looks at the list of processes.</summary>
    internal const string Text = """
        trap '' INT QUIT HUP TERM PIPE USR1 USR2 TSTP TTIN TTOU
        exec >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        listed= starting=

        # When process $1 was born: a later one of the same number has another time.
        born() {
          birth=
          if read -r line <"/proc/$1/stat"; then set -- ${line##*) }; shift 19; birth=$1; fi
        }

        without() {
          left=
          for word in $1; do [ "$word" = "$2" ] || left="$left $word"; done
        }

        add() {
          listed="$listed $2"
          born "$2"
          eval "kind_$2=$1 policy_$2=$3 grace_$2=$4 birth_$2=$birth told_$2= holder_$2="
          if [ "$5" != - ] || [ "$3" = hold ]; then
            if [ -p "/proc/$2/fd/1" ] && [ -p "/proc/$2/fd/2" ]; then
              sleep 2147483647 3<"/proc/$2/fd/1" 4<"/proc/$2/fd/2" &
              eval "holder_$2=$!"
            fi
          fi
        }

        drop() {
          without "$listed" "$1"; listed=$left
          eval "holder=\$holder_$1"
          if [ -n "$holder" ]; then kill -KILL "$holder"; wait "$holder"; fi
        }

        while read -r verb first pid policy grace mark; do
          case $verb in
          start) starting="$starting $first:$policy:$grace" ;;
          add)
            without "$starting" "$mark:$policy:$grace"; starting=$left
            add "$first" "$pid" "$policy" "$grace" "$mark" ;;
          told) eval "told_$first=1" ;;
          gone) drop "$first" ;;
          failed) without "$starting" "$first:$policy:$grace"; starting=$left ;;
          esac
        done

        # From here on we are alone. First those of which we heard too late.
        for waiting in $starting; do
          mark=${waiting%%:*} rest=${waiting#*:} turn=0 found=
          while [ -z "$found" ] && [ "$turn" -lt 20 ]; do
            for file in $(grep -lsF -- "TRACEPARENT=$mark" /proc/[0-9]*/environ); do
              pid=${file#/proc/}; pid=${pid%/environ}
              case " $listed " in *" $pid "*) continue ;; esac
              if kill -0 "-$pid"; then found=1; add g "$pid" "${rest%%:*}" "${rest#*:}" "$mark"; fi
            done
            turn=$((turn + 1))
            [ -n "$found" ] || sleep 0.1
          done
        done

        kill_session() {
          kill -KILL "-$1"
          for stat in /proc/[0-9]*/stat; do
            read -r line <"$stat" || continue
            member=${line%% *}
            set -- "$1" ${line##*) }
            [ "$5" != "$1" ] || kill -KILL "$member"
          done
        }

        finish() {
          target=$1
          [ "$kind" = p ] || target=-$1
          if [ -n "$holder" ]; then
            ( exec 3<"/proc/$holder/fd/3" 4<"/proc/$holder/fd/4"
              kill -KILL "$holder"
              cat <&3 &
              exec cat <&4 3<&- ) &
          fi
          if [ -z "$told" ]; then
            turn=0
            # The launcher may not have made the group yet.
            until kill -INT "$target" || [ "$turn" -ge 20 ]; do turn=$((turn + 1)); sleep 0.1; done
          fi
          [ "$policy" = kill ] || return
          while [ "$grace" -gt 0 ] && kill -0 "$target"; do sleep 1; grace=$((grace - 1)); done
          if [ "$kind" = p ]; then kill -KILL "$1"; else kill_session "$1"; fi
        }

        for pid in $listed; do
          eval "kind=\$kind_$pid policy=\$policy_$pid grace=\$grace_$pid known=\$birth_$pid told=\$told_$pid holder=\$holder_$pid"
          born "$pid"
          if [ -n "$birth" ] && [ -n "$known" ] && [ "$birth" != "$known" ]; then continue; fi
          finish "$pid" &
        done
        """;
}
