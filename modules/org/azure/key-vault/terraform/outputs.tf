output "vault_id" {
  description = "The vault's resource id."
  value       = azurerm_key_vault.this.id
}

output "vault_name" {
  description = "The vault's name."
  value       = azurerm_key_vault.this.name
}

output "vault_uri" {
  description = "The vault's address: secrets.authority.vault_uri of environment.yml."
  value       = azurerm_key_vault.this.vault_uri
}

output "resource_group_name" {
  description = "The resource group."
  value       = local.resource_group_name
}

output "tenant_id" {
  description = "The tenant of the identities that use the vault."
  value       = var.tenant_id
}

output "eso_client_id" {
  description = "The client id of External Secrets Operator's identity; empty without one."
  value       = local.has_eso ? azurerm_user_assigned_identity.eso[0].client_id : ""
}

output "eso_principal_id" {
  description = "The object id of that identity; empty without one."
  value       = local.has_eso ? azurerm_user_assigned_identity.eso[0].principal_id : ""
}

output "private_endpoint_address" {
  description = "The vault's private address; empty without one."
  value       = var.private_endpoint_subnet_id == "" ? "" : azurerm_private_endpoint.this[0].private_service_connection[0].private_ip_address
}
