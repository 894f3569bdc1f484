# frozen_string_literal: true

# Takes a step of a deployment and broadcasts it to whoever watches that deployment.
class DeploymentsController < ActionController::API
  def update
    ActionCable.server.broadcast("deployments/#{params[:id]}", { step: params[:step], at: params[:at] })
    head :accepted
  end
end
