# Where things lie, for the other scripts, which source this file: source root, build folder, cache, groups of packages.
# It knows the format of requirements.txt and nothing of Debian or Meson. It runs on every call of scripts/tare, so it
# starts nothing but sha256sum.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=${TARE_BUILD:-$root/build}
[[ $build == /* ]] || build=$PWD/$build
cache=${TARE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/tare}
[[ $cache == /* ]] || cache=$PWD/$cache

# Exit codes of the scripts, apart from those of tare itself (README.md).
kPackagesMissing=10 kEnvironmentFailed=11 kBuildFailed=12

say() { printf 'tare: %s\n' "$*" >&2; }
fail() { # CODE MESSAGE...
  local code=$1
  shift
  say "$@"
  exit "$code"
}

# The lines of every group and the folder of each, keyed by the hash of those lines.
declare -A group_lines group_path
read_groups() {
  local line name='' names=() hash
  while IFS= read -r line || [[ $line ]]; do
    case $line in
      '# group: '*) name=${line#'# group: '} && names+=("$name") && group_lines[$name]='' ;;
      '' | '#'*) ;;
      *) group_lines[$name]+=$line$'\n' ;;
    esac
  done <"$root/scripts/requirements.txt"
  for name in "${names[@]}"; do
    hash=$(sha256sum <<<"${group_lines[$name]}") || exit "$kEnvironmentFailed"
    group_path[$name]=$cache/$name-${hash:0:16}
  done
}
read_groups
tools=${group_path[tools]}/bin

# Where a group's Python packages lie; fails when the group has not been set up.
group_site() { # NAME
  [[ -e ${group_path[$1]:-/nonexistent} ]] && printf '%s\n' "${group_path[$1]}"
}

# What a configured build depends on besides its sources: another text means configure again.
build_key() {
  local name key="$root|"
  for name in torch gpu cuda highs charts; do
    [[ ${group_path[$name]:-} && -e ${group_path[$name]} ]] && key+=" ${group_path[$name]}"
  done
  printf '%s' "$key ${group_path[tools]} ${TARE_MESON_OPTIONS:-}"
}
