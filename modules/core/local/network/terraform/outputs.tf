output "network_name" {
  description = "The network's name."
  value       = terraform_data.address_plan.output.network_name
}

output "network_cidr" {
  description = "The whole network, in CIDR form."
  value       = terraform_data.address_plan.output.network_cidr
}

output "subnets" {
  description = "By name: cidr, netmask, gateway and name server."
  value       = terraform_data.address_plan.output.subnets
}

output "gateway_address" {
  description = "The gateway of the service's subnet."
  value       = terraform_data.address_plan.output.gateway_address
}

output "dns_address" {
  description = "The name server of the service's subnet."
  value       = terraform_data.address_plan.output.dns_address
}

output "app_address" {
  description = "The service's address."
  value       = terraform_data.address_plan.output.app_address
}

output "app_fqdn" {
  description = "The service's full name."
  value       = terraform_data.address_plan.output.app_fqdn
}
