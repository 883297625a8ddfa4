# External Secrets Operator signs in with tokens that the cluster issues to its service accounts: there is no secret to keep.
locals {
  has_eso = var.eso_issuer != ""
}

resource "azurerm_user_assigned_identity" "eso" {
  count               = local.has_eso ? 1 : 0
  name                = "${var.vault_name}-eso"
  location            = var.location
  resource_group_name = local.resource_group_name
  tags                = var.tags
}

resource "azurerm_federated_identity_credential" "eso" {
  for_each            = local.has_eso ? toset(var.eso_service_accounts) : []
  name                = replace(each.value, "/[^a-zA-Z0-9-]/", "-")
  resource_group_name = local.resource_group_name
  parent_id           = azurerm_user_assigned_identity.eso[0].id
  issuer              = var.eso_issuer
  audience            = ["api://AzureADTokenExchange"]
  subject             = "system:serviceaccount:${replace(each.value, "/", ":")}"
}

resource "azurerm_role_assignment" "eso" {
  count                = local.has_eso && local.is_rbac ? 1 : 0
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.eso[0].principal_id
  principal_type       = "ServicePrincipal"
  description          = "External Secrets Operator reads secrets"

  # The directory may not know an identity in the second after it was made.
  skip_service_principal_aad_check = true
}

resource "azurerm_key_vault_access_policy" "eso" {
  count              = local.has_eso && !local.is_rbac ? 1 : 0
  key_vault_id       = azurerm_key_vault.this.id
  tenant_id          = var.tenant_id
  object_id          = azurerm_user_assigned_identity.eso[0].principal_id
  secret_permissions = local.reader_permissions
}
