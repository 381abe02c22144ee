/** A touchpoint that a unit serves; a unit without a row serves what the unit above it does, a site all. */
export interface ServingTable {
  unit_id: string
  touchpoint: string
}

export interface TouchpointsTables {
  touchpoint_serving: ServingTable
}
