export { faultNames, type FaultName, type FaultSettings } from './faults';
export { InFlight, type InFlightSample } from './inFlight';
export { FaultPlan, type Dealt, type FaultRule } from './plan';
export { RateLimit } from './rateLimit';
