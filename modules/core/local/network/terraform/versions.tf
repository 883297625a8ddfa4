terraform {
  # terraform_data, which holds the plan in the state, came with 1.4.
  required_version = ">= 1.4"
}
