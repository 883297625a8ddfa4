# What no single variable can tell. It needs no provider, so it can be tried anywhere.
resource "terraform_data" "checks" {
  input = { vault_name = var.vault_name }

  lifecycle {
    precondition {
      condition     = var.network_default_action == "Allow" || length(var.ip_rules) + length(var.subnet_ids) > 0 || var.private_endpoint_subnet_id != ""
      error_message = "Nobody could reach the vault: name ip_rules, subnet_ids or a private_endpoint_subnet_id, or set network_default_action to Allow."
    }

    precondition {
      condition     = var.public_network_access || var.private_endpoint_subnet_id != ""
      error_message = "Without public_network_access the vault needs a private_endpoint_subnet_id."
    }

    precondition {
      condition     = var.public_network_access || length(var.ip_rules) + length(var.subnet_ids) == 0
      error_message = "Without public_network_access the ip_rules and subnet_ids would be dead letters: empty them."
    }

    precondition {
      condition     = length(var.private_dns_zone_ids) == 0 || var.private_endpoint_subnet_id != ""
      error_message = "The private_dns_zone_ids need a private_endpoint_subnet_id."
    }

    precondition {
      condition     = length(var.officers) > 0
      error_message = "Nobody could write a secret: name at least one of the officers."
    }

    precondition {
      condition     = length(setintersection(toset(var.officers), toset(var.readers))) == 0
      error_message = "An officer reads already: name each object id among officers or readers, not both."
    }

    precondition {
      condition     = var.authorization == "rbac" || length(var.officers) + length(var.readers) + (var.eso_issuer == "" ? 0 : 1) <= 1024
      error_message = "A vault takes 1024 access policies at most: use rbac."
    }

    precondition {
      condition     = var.eso_issuer == "" || length(var.eso_service_accounts) > 0
      error_message = "The identity for External Secrets Operator would be nobody's: name its eso_service_accounts."
    }
  }
}
