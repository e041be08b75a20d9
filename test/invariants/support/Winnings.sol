// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IToken} from "../../../contracts/interfaces/IToken.sol";

/// What the market asks of the stash, without draws: who has won what, in which community.
contract Winnings {
    struct Holding {
        address owner;
        address token;
    }

    mapping(address collection => mapping(uint256 id => Holding)) public ownerOf;

    function put(address collection, uint256 id, address owner, address token) external {
        ownerOf[collection][id] = Holding(owner, token);
    }

    function reassign(address collection, uint256 id, address from, address to) external {
        Holding storage holding = ownerOf[collection][id];
        require(holding.owner == from && from != address(0) && to != address(0), "not the owner");
        require(IToken(holding.token).isModule(msg.sender), "not a module");
        holding.owner = to;
    }
}
