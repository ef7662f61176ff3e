#!/bin/bash
# windrow prepare on Slurm: an array in which every task is one rank of WORLD_SIZE.
#
#   export INPUTS=/shared/texts OUT=/shared/shards ENCODING=o200k_base WORLD_SIZE=64
#   bash slurm.sh plan                       # once: reads the inputs, writes the plan
#   bash slurm.sh submit                     # the array, task ids 0 to WORLD_SIZE - 1
#   windrow status "$OUT"                    # at any time, on any machine that has OUT
#   bash slurm.sh submit                     # again, if tasks died: what is done is skipped
#   bash slurm.sh submit 3,17                # or only the ranks that died
#
# INPUTS and OUT lie on a file system that all nodes have. WORLD_SIZE is the same in every submission
# of a job, also of a part of the array: it decides which units a rank has. It is never taken from
# SLURM_ARRAY_TASK_COUNT, which is smaller where only a part is submitted. Slurm's --requeue does not
# run a task again that failed by itself: submit again instead.
#
# The rank that encodes the last unit goes on to write the shards. Where that is too much for one task,
# submit once more: ranks then share the shards that are left. Many ranks may run at once without harm.

#SBATCH --job-name=windrow-prepare
#SBATCH --cpus-per-task=8
#SBATCH --mem-per-cpu=512M
#SBATCH --time=04:00:00
#SBATCH --output=windrow-%A-%a.log
# Tells windrow two minutes before the time is up: what runs is given up in good order.
#SBATCH --signal=B:TERM@120

set -euo pipefail

: "${OUT:?set OUT to the folder of the shards}"
# npm install --global windrow, with Node 20.19 or later, on every node.
WINDROW=${WINDROW:-windrow}

rank() {
  : "${WORLD_SIZE:?set WORLD_SIZE to the number of all ranks}"
  # exec: the signal above goes to windrow itself. The rank is SLURM_ARRAY_TASK_ID.
  exec $WINDROW resume "$OUT" --executor rank --world-size "$WORLD_SIZE" --threads "${SLURM_CPUS_PER_TASK:-1}"
}

case "${1:-}" in
  plan)
    : "${INPUTS:?set INPUTS to a file or a folder}" "${ENCODING:?set ENCODING, such as o200k_base}"
    # Words in PREPARE_OPTIONS are further options, such as: --format llm.c --validation 0.001
    exec $WINDROW prepare "$INPUTS" -o "$OUT" --encoding "$ENCODING" ${PREPARE_OPTIONS:-} --plan-only
    ;;
  submit)
    : "${WORLD_SIZE:?set WORLD_SIZE to the number of all ranks}"
    exec sbatch --array="${2:-0-$((WORLD_SIZE - 1))}" --export=ALL "$0" rank
    ;;
  rank) rank ;;
  *)
    echo "usage: bash slurm.sh plan | submit [TASKS] | rank" >&2
    exit 2
    ;;
esac
