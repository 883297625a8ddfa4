#!/usr/bin/env bash
# The bootstrap of local as a plain script would do it: the same tools, arguments, variables and files, one after another.
# No contracts, no version questions, no encrypted bundle, no masking, no guardrails, no record.
#   plain-bootstrap.sh REPOSITORY ROOT all|needed
# all: every call, whatever is there already. needed: only the calls that an unchanged environment needs, as 'hyops run' finds out.
# Each step's milliseconds are appended to ROOT/times. APP_DB_PASSWORD and APP_API_TOKEN are in the environment.
set -euo pipefail

repository=$1 root=$2 mode=$3
work=$root/work state=$root/state logs=$root/logs
rm -rf -- "$work"
mkdir -p -- "$work" "$state" "$logs"
export HYOPS_ENV=local HYOPS_PHASE=bootstrap HYOPS_RUNTIME_ROOT=$root CHECKPOINT_DISABLE=1
: >"$root/times"

now() { printf -v "$1" '%s' "${EPOCHREALTIME/./}"; }

image() {
  cp -R -- "$repository/modules/core/local/image/packer" "$work/image"
  mkdir -p -- "$state/image"
  cat >"$work/image/hyops.pkrvars.json" <<JSON
{"image_name": "hyops-app", "image_version": "1.0.0", "image_description": "HyOps sample service",
 "artifact_dir": "$state/image", "manifest_path": "$work/image/packer-manifest.json"}
JSON
  export PACKER_NO_COLOR=1 PACKER_CONFIG=$work/image/.packerconfig PACKER_CACHE_DIR=$state/packer-cache
  cd -- "$work/image"
  packer validate -machine-readable -var-file=hyops.pkrvars.json .
  packer build -machine-readable -on-error=cleanup -color=false -var-file=hyops.pkrvars.json .
}

network() {
  cp -R -- "$repository/modules/core/local/network/terraform" "$work/network"
  cat >"$work/network/hyops.tfvars.json" <<JSON
{"network_name": "local", "network_cidr": "10.60.0.0/16", "subnet_bits": 8, "subnets": ["management", "app", "data"],
 "app_subnet": "app", "app_host_number": 10, "domain": "home.arpa"}
JSON
  printf '{"terraform": {"backend": {"local": {"path": "%s"}}}}' "$state/terraform.tfstate" >"$work/network/hyops_override.tf.json"
  export TF_IN_AUTOMATION=1 TF_INPUT=0 TF_DATA_DIR=$state/terraform-data
  cd -- "$work/network"
  local planned=0
  [[ $mode == needed ]] || terraform init -input=false -no-color
  terraform plan -input=false -no-color -detailed-exitcode -lock-timeout=60s -var-file=hyops.tfvars.json -out=hyops.tfplan || planned=$?
  ((planned == 0 || planned == 2)) || return 1
  if [[ $mode == all ]]; then
    terraform show -json -no-color hyops.tfplan
    terraform apply -input=false -no-color -lock-timeout=60s hyops.tfplan
  fi
  terraform output -json -no-color >"$state/network.json"
  rm -f -- hyops.tfplan
}

# One line with the value of each output that is asked for.
outputs() {
  awk -v names="$*" 'BEGIN { n = split(names, wanted) }
    { for (i = 1; i <= n; i++) if ($1 == "\"" wanted[i] "\":") open = i }
    open && $1 == "\"value\":" { gsub(/[",]/, "", $2); found[open] = $2; open = 0 }
    END { for (i = 1; i <= n; i++) printf "%s ", found[i]; print "" }' "$state/network.json"
}

app() {
  local address fqdn dns checksum
  read -r address fqdn dns < <(outputs app_address app_fqdn dns_address)
  read -r checksum _ <"$state/image/hyops-app-1.0.0.tar.gz.sha256"
  cp -R -- "$repository/modules/platform/local/app/ansible" "$work/app"
  local own=$work/app/.hyops
  mkdir -p -- "$own/callbacks" "$own/tmp" "$own/home"
  cp -- "$repository/src/HyOps.Drivers/Ansible/hyops_events.py" "$own/callbacks/"
  printf '[connection]\npipelining = True\n\n[persistent_connection]\ncontrol_path_dir = ~/.ansible/pc\n' >"$own/ansible.cfg"
  cat >"$own/inputs.json" <<JSON
{"app_name": "hyops-app", "app_root": "", "image_path": "$state/image/hyops-app-1.0.0.tar.gz", "image_checksum": "sha256:$checksum",
 "app_address": "$address", "app_fqdn": "$fqdn", "dns_address": "$dns", "listen_port": 8080, "log_level": "info",
 "db_password_env": "APP_DB_PASSWORD", "api_token_env": "APP_API_TOKEN"}
JSON
  export ANSIBLE_CONFIG=$own/ansible.cfg ANSIBLE_HOME=$own/home ANSIBLE_LOCAL_TEMP=$own/tmp ANSIBLE_ROLES_PATH=$work/app/roles \
    ANSIBLE_COLLECTIONS_PATH=$work/app/collections ANSIBLE_CALLBACK_PLUGINS=$own/callbacks ANSIBLE_CALLBACKS_ENABLED=hyops_events \
    ANSIBLE_DISPLAY_ARGS_TO_STDOUT=false ANSIBLE_NOCOLOR=1 ANSIBLE_NOCOWS=1 ANSIBLE_RETRY_FILES_ENABLED=0 \
    ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=1 PYTHONDONTWRITEBYTECODE=1 \
    HYOPS_EVENTS_FILE=$own/events.jsonl HYOPS_SECRET_KEYS='APP_API_TOKEN APP_DB_PASSWORD'
  cd -- "$work/app"
  ansible-playbook -i "$repository/inventories/local/hosts.yml" -e "@$own/inputs.json" playbook.yml
}

step() {
  local start end status
  now start
  # Not behind "||" or "if": there, errexit sleeps.
  set +e
  (
    set -e
    export HYOPS_STEP=$1
    "$1"
  ) >"$logs/$1.log" 2>&1
  status=$?
  set -e
  now end
  if ((status != 0)); then
    cat -- "$logs/$1.log" >&2
    exit 1
  fi
  printf '%s %d.%03d\n' "$1" $(((end - start) / 1000)) $(((end - start) % 1000)) >>"$root/times"
}

[[ $mode == needed ]] || step image
step network
step app
rm -rf -- "$work"
