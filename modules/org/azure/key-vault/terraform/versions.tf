terraform {
  # Optional attributes and preconditions of this form came with 1.3; terraform_data with 1.4.
  required_version = ">= 1.4"

  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
      # rbac_authorization_enabled has its name since 4.42; 5 removes others.
      version = ">= 4.42, < 5.0"
    }
  }
}

# It signs in by ARM_CLIENT_ID and ARM_CLIENT_SECRET of its environment: no variable, no file, no state holds the secret.
provider "azurerm" {
  subscription_id     = var.subscription_id
  tenant_id           = var.tenant_id
  storage_use_azuread = true

  # Providers of a subscription are registered by who owns it.
  resource_provider_registrations = "none"

  features {
    key_vault {
      # A destroyed vault can be recovered, and is when it is made again.
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }
  }
}
