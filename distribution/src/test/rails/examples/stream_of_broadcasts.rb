# frozen_string_literal: true

# Broadcasts a step of a deployment to the pages that show this deployment.
class DeploymentsController < ActionController::API
  def update
    ActionCable.server.broadcast("deployments/#{params[:id]}", { step: params[:step], at: params[:at] })
    head :accepted
  end
end
