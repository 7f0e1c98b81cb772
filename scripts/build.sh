# Sets up, configures and compiles, for scripts/tare and scripts/test, which source this file after environment.sh.
# It knows Meson and Ninja; all that it prints goes to stderr.

# What a build folder was configured for is kept in it, so that a moved clone or a newly fetched group configures again.
is_configured() { # BUILD-FOLDER KEY
  [[ -f $1/build.ninja && -f $1/.tare-key && $(<"$1/.tare-key") == "$2" ]]
}

# True when the folder is configured and Ninja finds nothing to do for the program; changes nothing.
is_current() { # BUILD-FOLDER KEY
  is_configured "$1" "$2" && [[ -x $tools/ninja && $1/.tare-targets -nt $1/build.ninja ]] || return 1
  local targets
  mapfile -t targets <"$1/.tare-targets"
  [[ $("$tools/ninja" -n -C "$1" "${targets[@]}" 2>&1) == *'no work to do'* ]]
}

# The program, its worker and the plugins: every target that is not defined below tests/.
list_program_targets() { # BUILD-FOLDER
  "$tools/python" - "$1" "$root" >"$1/.tare-targets.new" <<'PYTHON'
import json, os, sys
build, root = (os.path.realpath(path) for path in sys.argv[1:])
with open(os.path.join(build, "meson-info", "intro-targets.json")) as file:
    for target in json.load(file):
        place = os.path.relpath(os.path.realpath(target["defined_in"]), root)
        if target["build_by_default"] and not place.startswith("tests" + os.sep):
            print("\n".join(os.path.relpath(name, build) for name in target["filename"]))
PYTHON
  mv "$1/.tare-targets.new" "$1/.tare-targets"
}

configure() { # BUILD-FOLDER KEY MESON-OPTION...
  local folder=$1 key=$2 before='' how=() options
  shift 2
  [[ ! -f $folder/.tare-key ]] || before=$(<"$folder/.tare-key")
  if [[ -d $folder/meson-private && (! -f $folder/build.ninja || ($before && $before != "$root|"*)) ]]; then
    say "$folder was made for another place or by a set-up that was stopped; starting afresh"
    find "$folder" -mindepth 1 -delete
  fi
  [[ ! -f $folder/build.ninja ]] || how=(--reconfigure)
  read -ra options <<<"${TARE_MESON_OPTIONS:-}"
  say "configuring $folder"
  "$tools/meson" setup "${how[@]}" "$@" "${options[@]}" "$folder" "$root" </dev/null >&2 ||
    fail "$kBuildFailed" "meson could not configure $folder; its message is above, its log is $folder/meson-logs/meson-log.txt"
  printf '%s' "$key" >"$folder/.tare-key"
}

# Precompiled headers are kept by ccache only when told that their dates do not matter.
export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}

# nvcc is often installed without being on the path; Meson and Ninja call it by name.
export PATH=$tools:$PATH:/usr/local/cuda/bin:${group_path[cuda]}/nvidia/cu13/bin

run_ninja() { # BUILD-FOLDER TARGET...
  "$tools/ninja" -C "$@" </dev/null >&2 ||
    fail "$kBuildFailed" "the build failed; the compiler's messages are above"
}

# The targets that the tests named by meson-test arguments need are known from Meson's introspection.
list_test_targets() { # BUILD-FOLDER SUITE [NAME]
  "$tools/python" - "$@" <<'PYTHON'
import json, os, sys
build, suite, name = os.path.realpath(sys.argv[1]), sys.argv[2], (sys.argv + [""])[3]
info = os.path.join(build, "meson-info")
files = {target["id"]: target["filename"] for target in json.load(open(os.path.join(info, "intro-targets.json")))}
wanted = set()
for test in json.load(open(os.path.join(info, "intro-tests.json"))):
    if any(s.split(":")[-1] == suite for s in test["suite"]) and name in ("", test["name"]):
        wanted.update(file for target in test["depends"] for file in files.get(target, []))
print("\n".join(sorted(os.path.relpath(file, build) for file in wanted)))
PYTHON
}

# Compiles the program, everything, or what the tests of a suite need. Two at once wait for each other; the lock is on
# the folder itself, because a set-up that starts afresh empties it.
compile() { # program|everything|"tests SUITE [NAME]" BUILD-FOLDER KEY MESON-OPTION...
  local what=$1 folder=$2 key=$3 lock targets=() before
  shift 3
  mkdir -p "$folder" || fail "$kBuildFailed" "cannot make the build folder $folder; name another with TARE_BUILD"
  exec {lock}<"$folder"
  flock -n "$lock" || { say "waiting for another build of $folder" && flock "$lock"; }
  is_configured "$folder" "$key" || configure "$folder" "$key" "$@"
  # A changed meson.build makes Ninja configure again, which may add targets; so that comes before they are listed.
  run_ninja "$folder" build.ninja
  case $what in
    program) list_program_targets "$folder" && mapfile -t targets <"$folder/.tare-targets" ;;
    tests*)
      # shellcheck disable=SC2086
      mapfile -t targets < <(list_test_targets "$folder" ${what#tests })
      ((${#targets[@]})) || fail "$kBuildFailed" "no test matches \"${what#tests }\"" ;;
  esac
  run_ninja "$folder" "${targets[@]}"
  exec {lock}<&-
}
